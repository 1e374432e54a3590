package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.CacheSpec;
import io.jenkins.plugins.multiplatform.buildkit.ExporterSpec;
import io.jenkins.plugins.multiplatform.buildkit.SolveSpec;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.options.BuildOptions;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What one platform's solve asks of the daemon: composed of the plan alone. */
final class SolveComposer {
    private static final String INLINE_CACHE = "BUILDKIT_INLINE_CACHE";
    private static final Set<String> INLINE_CACHE_ON = Set.of("1", "t", "T", "true", "TRUE", "True");

    private final BuildRequest request;
    private final BuildPlan plan;
    private final int platforms;
    private final Map<String, String> context;
    private final CachePlaces caches;

    /**
     * @param platforms how many the whole run has, of which the plan may have some
     * @param context attributes that say where context and Dockerfile are
     */
    SolveComposer(
            BuildRequest request, BuildPlan plan, int platforms, Map<String, String> context, CachePlaces caches) {
        this.request = request;
        this.plan = plan;
        this.platforms = platforms;
        this.context = context;
        this.caches = caches;
    }

    SolveSpec compose(Platform platform) {
        BuildOptions options = request.input().options();
        Map<String, String> attributes = FrontendAttributes.of(request, platform);
        attributes.putAll(context);
        ImageAnnotations annotations = new ImageAnnotations(options, platforms);
        if (annotations.needsIndexOf(platform)) {
            attributes.put("multi-platform", "true");
        }
        List<CacheSpec> exports = new ArrayList<>(caches.exports(platform));
        if (INLINE_CACHE_ON.contains(request.input().buildArgs().getOrDefault(INLINE_CACHE, ""))) {
            exports.add(new CacheSpec("inline", Map.of()));
        }
        return SolveSpec.of(attributes)
                .withExporters(exporters(annotations.exporterAttributes(platform)))
                .withSourcePolicy(request.input().sourcePolicy())
                .withCaches(caches.imports(platform), exports)
                .withEntitlements(options.steps().entitlements());
    }

    private List<ExporterSpec> exporters(Map<String, String> annotations) {
        List<ExporterSpec> exporters = new ArrayList<>();
        if (request.input().options().load()) {
            exporters.add(ExporterSpec.load(String.join(",", names())).with(annotations));
        }
        if (!plan.tags().isEmpty()) {
            // Last: of what several exporters answer under one key, the last one counts.
            String names = plan.repositories().stream().map(Reference::name).collect(Collectors.joining(","));
            exporters.add(ExporterSpec.pushByDigest(names).with(annotations));
        }
        return exporters;
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
