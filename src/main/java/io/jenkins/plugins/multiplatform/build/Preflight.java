package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.builder.BuilderInspector;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.Emulation;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.Planner;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.platform.PlatformList;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Turns a request into a plan, or says what is wrong with it, before any node builds anything. */
final class Preflight {
    private final BuilderInstance builder;
    private final List<String> notes = new ArrayList<>();

    Preflight(BuilderInstance builder) {
        this.builder = builder;
    }

    /** Cheap checks first: nothing is contacted for a request that is wrong in itself. */
    BuildPlan plan(BuildRequest request, BuildContext context) throws PlanException, InterruptedException {
        PlatformList wanted = platforms(request);
        List<Reference> tags = tags(request);
        wanted.merges()
                .forEach(merge -> notes.add(String.join(", ", merge.spellings()) + " are one platform: "
                        + merge.platform().format() + " is built once"));
        if (tags.isEmpty() && !request.input().options().load()) {
            notes.add(
                    "No output specified. Build result will only remain in the build cache. To publish it, give a tag and"
                            + " ask for a push");
        }
        notes.addAll(RequestCheck.notes(request.input()));
        RequestCheck.load(request.input(), builder.driver(), wanted.platforms().size());
        List<PlannedPlatform> placed = place(request, context, wanted.platforms());
        govern(request.emulation(), placed);
        ImageAnnotations.check(
                request.input().options(),
                placed.stream().map(PlannedPlatform::platform).toList());
        notes.addAll(context.notes(placed.size()));
        placed.stream()
                .flatMap(platform -> context.findings(platform.platform(), request.input()).stream())
                .distinct()
                .forEach(finding -> notes.add("Dockerfile " + finding));
        return new BuildPlan(builder.driver(), placed, tags, notes);
    }

    private static PlatformList platforms(BuildRequest request) throws PlanException {
        try {
            return PlatformList.parse(request.platforms());
        } catch (InvalidPlatformException e) {
            throw new PlanException(e.getMessage(), e);
        }
    }

    private static List<Reference> tags(BuildRequest request) throws PlanException {
        if (request.push() && request.tags().isEmpty()) {
            throw new PlanException("tag is needed when pushing to registry");
        }
        Set<Reference> tags = new LinkedHashSet<>();
        for (String tag : request.tags()) {
            try {
                Reference reference = Reference.parseNormalized(tag).withDefaultTag();
                if (reference.digest().isPresent()) {
                    throw new PlanException("invalid tag \"" + tag + "\": refusing to create a tag with a digest"
                            + " reference; give a name and a tag");
                }
                tags.add(reference);
            } catch (InvalidReferenceException e) {
                throw new PlanException("invalid tag \"" + tag + "\": " + e.getMessage(), e);
            }
        }
        return request.push() ? List.copyOf(tags) : List.of();
    }

    private List<PlannedPlatform> place(BuildRequest request, BuildContext context, List<Platform> wanted)
            throws PlanException, InterruptedException {
        List<NodeStatus> usable = new ArrayList<>();
        List<String> unusable = new ArrayList<>();
        for (NodeStatus status : BuilderInspector.inspect(builder)) {
            if (!status.isRunning()) {
                unusable.add("node " + status.node().name() + ": " + status.error());
            } else if (!status.pushesByDigest() && ClassicStore.lacks(request).isPresent()) {
                unusable.add(ClassicStore.lacks(request).get().refusal(status));
            } else {
                usable.add(status);
            }
        }
        if (usable.isEmpty()) {
            throw new PlanException("no valid drivers found: " + String.join("; ", unusable));
        }
        Emulation emulation = context.emulation(request.input());
        List<PlannedPlatform> placed = new Planner(usable, emulation)
                .place(
                        wanted.isEmpty()
                                ? List.of(usable.get(0).nativePlatforms().get(0))
                                : wanted);
        // A node that is away might have been the native one: a build that quietly takes hours instead is a trap.
        if (!unusable.isEmpty() && placed.stream().anyMatch(place -> place.strategy() == Strategy.EMULATED)) {
            throw new PlanException("not all nodes of builder \"" + builder.name() + "\" can be used, and the others"
                    + " would have to emulate: " + String.join("; ", unusable));
        }
        unusable.forEach(node -> notes.add("not used: " + node));
        return placed;
    }

    private void govern(EmulationPolicy policy, List<PlannedPlatform> placed) throws PlanException {
        for (PlannedPlatform place : placed) {
            if (place.strategy() != Strategy.EMULATED || policy == EmulationPolicy.ALLOW) {
                continue;
            }
            String what = place.platform().format() + " would be emulated on "
                    + place.node().name() + " (" + place.reason() + ")";
            if (policy == EmulationPolicy.FORBID) {
                throw new PlanException("emulation is forbidden, but " + what
                        + ". Add a node of that platform, or cross-compile with FROM --platform=$BUILDPLATFORM");
            }
            notes.add(place.platform().format()
                    + " is emulated, which can be many times slower than a node of that platform"
                    + " or FROM --platform=$BUILDPLATFORM");
        }
    }
}
