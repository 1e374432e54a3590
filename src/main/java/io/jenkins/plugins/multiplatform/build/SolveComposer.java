package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.CacheSpec;
import io.jenkins.plugins.multiplatform.buildkit.ExporterSpec;
import io.jenkins.plugins.multiplatform.buildkit.SolveSpec;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.driver.Drivers;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.options.Attestations;
import io.jenkins.plugins.multiplatform.options.Booleans;
import io.jenkins.plugins.multiplatform.options.BuildOptions;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.OutputSpec;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What one platform's solve asks of the daemon: composed of the plan alone. */
final class SolveComposer {
    private static final String INLINE_CACHE = "BUILDKIT_INLINE_CACHE";

    private final BuildRequest request;
    private final BuildPlan plan;
    private final int platforms;
    private final ContextFacts facts;
    private final CachePlaces caches;
    private final OutputTargets targets;

    /**
     * @param platforms how many the whole run has, of which the plan may have some
     * @param facts where context and Dockerfile are
     */
    SolveComposer(
            BuildRequest request,
            BuildPlan plan,
            int platforms,
            ContextFacts facts,
            CachePlaces caches,
            OutputTargets targets) {
        this.targets = targets;
        this.request = request;
        this.plan = plan;
        this.platforms = platforms;
        this.facts = facts;
        this.caches = caches;
    }

    SolveSpec compose(Platform platform) {
        BuildOptions options = request.input().options();
        Map<String, String> attributes = FrontendAttributes.of(request, facts, platform);
        ImageAnnotations annotations = new ImageAnnotations(options, platforms);
        if (annotations.needsIndexOf(platform)) {
            attributes.put("multi-platform", "true");
        }
        List<CacheSpec> exports = new ArrayList<>(caches.exports(platform));
        if (Booleans.parse(request.input().buildArgs().getOrDefault(INLINE_CACHE, ""))
                .orElse(false)) {
            exports.add(new CacheSpec("inline", Map.of()));
        }
        return SolveSpec.of(attributes)
                .withExporters(exporters(platform, annotations.exporterAttributes(platform)))
                .withSourcePolicy(request.input().sourcePolicy())
                .withCaches(caches.imports(platform), exports)
                .withEntitlements(options.steps().entitlements())
                .withAsksProvenance(options.asksProvenance());
    }

    /** The stages in which nothing runs, of a platform that was planned as one for which nothing does. */
    Set<String> silentStages(PlannedPlatform place) {
        try {
            return place.strategy() == Strategy.CROSS
                    ? new DockerfileReading(facts, request.input()).silentStages(place.platform())
                    : Set.of();
        } catch (PlanException e) {
            return Set.of();
        }
    }

    Attestations attestations() {
        return request.input().options().attestations();
    }

    CachePlaces caches() {
        return caches;
    }

    /** Where the outputs of one platform go, by the place of their exporter. */
    Map<Integer, OutputTarget> outputs(Platform platform) {
        Map<Integer, OutputTarget> outputs = new HashMap<>();
        for (OutputSpec output : request.received()) {
            outputs.put(outputs.size(), targets.target(output, platform, platforms > 1));
        }
        return outputs;
    }

    private List<ExporterSpec> exporters(Platform platform, Map<String, String> annotations) {
        List<ExporterSpec> exporters = new ArrayList<>();
        for (OutputSpec output : request.received()) {
            exporters.add(new ExporterSpec(output.type(), forOnePlatform(output, annotations)));
        }
        if (request.input().options().load()) {
            exporters.add(
                    (isOnEngine(platform) ? ExporterSpec.load(String.join(",", names())) : kept()).with(annotations));
        }
        if (!plan.tags().isEmpty()) {
            // Last: of what several exporters answer under one key, the last one counts.
            String names = plan.repositories().stream().map(Reference::name).collect(Collectors.joining(","));
            Map<String, String> attributes = new HashMap<>();
            request.outputs().stream()
                    .filter(OutputSpec::isImage)
                    .forEach(output -> attributes.putAll(output.attributes()));
            attributes.putAll(ExporterSpec.pushByDigest(names).attributes());
            exporters.add(new ExporterSpec("image", attributes).with(annotations));
        }
        return exporters;
    }

    private boolean isOnEngine(Platform platform) {
        return plan.platforms().stream()
                .filter(place -> place.platform().equals(platform))
                .allMatch(place -> place.driver().equals(Drivers.DOCKER));
    }

    /** By a BuildKit that has no engine's images; of several platforms each would take the name from the one before. */
    private ExporterSpec kept() {
        Map<String, String> attributes = new HashMap<>();
        request.outputs().stream()
                .filter(OutputSpec::isImage)
                .forEach(output -> attributes.putAll(output.attributes()));
        attributes.remove("name");
        if (platforms == 1 && !request.tags().isEmpty()) {
            attributes.put("name", String.join(",", names()));
        }
        attributes.put("push", "false");
        return new ExporterSpec("image", attributes);
    }

    /** Where it is received it is decided which folder it gets, and unpacked. An archive holds its image under the tags. */
    private Map<String, String> forOnePlatform(OutputSpec output, Map<String, String> annotations) {
        Map<String, String> attributes = new HashMap<>(output.attributes());
        if (output.isFolder()) {
            attributes.put("platform-split", "false");
            attributes.remove("mode");
        }
        if (output.isLayout()) {
            attributes.remove("tar");
        }
        if (output.type().equals(OutputSpec.OCI) || output.type().equals(OutputSpec.DOCKER)) {
            attributes.putAll(annotations);
            if (!request.tags().isEmpty()) {
                attributes.put("name", String.join(",", names()));
            }
        }
        return attributes;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (String tag : request.tags()) {
            try {
                names.add(Reference.parseNormalized(tag).withDefaultTag().toString());
            } catch (InvalidReferenceException e) {
                throw new IllegalStateException("not checked: " + tag, e);
            }
        }
        return names;
    }
}
