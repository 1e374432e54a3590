package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.dockerfile.Finding;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.plan.BaseImages;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.Placed;
import io.jenkins.plugins.multiplatform.plan.Placement;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.platform.PlatformList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Turns a request into a plan, or says what is wrong with it, before any node builds anything. */
public final class Preflight {
    private final Placement placement;
    private final Consumer<List<Reference>> meanwhile;
    private final BaseImages images;
    private final List<String> notes = new ArrayList<>();

    public Preflight(Placement placement) {
        this(placement, BaseImages.UNKNOWN);
    }

    /** @param images asked where a platform would be cross-compiled */
    public Preflight(Placement placement, BaseImages images) {
        this(placement, tags -> {}, images);
    }

    /** @param meanwhile told of the tags when the request is right in itself, before the nodes are asked */
    Preflight(Placement placement, Consumer<List<Reference>> meanwhile, BaseImages images) {
        this.images = images;
        this.placement = placement;
        this.meanwhile = meanwhile;
    }

    /** Cheap checks first: nothing is contacted for a request that is wrong in itself. */
    public BuildPlan plan(BuildRequest request, ContextFacts facts) throws PlanException, InterruptedException {
        PlatformList wanted = platforms(request.platforms());
        Set<String> optional = optional(request, wanted.platforms());
        List<Reference> tags = tags(request);
        DockerfileReading dockerfile = new DockerfileReading(facts, request.input());
        wanted.merges()
                .forEach(merge -> notes.add(String.join(", ", merge.spellings()) + " are one platform: "
                        + merge.platform().formatAll() + " is built once"));
        RequestCheck.outputs(request, wanted.platforms().size());
        if (tags.isEmpty()
                && !request.input().options().load()
                && request.received().isEmpty()) {
            notes.add("No output specified. Build result will only remain in the build cache. To publish it, give a tag"
                    + " and ask for a push");
        }
        RequestCheck.sourcePolicy(request.input());
        notes.addAll(RequestCheck.notes(request.input()));
        notes.addAll(RequestCheck.outputNotes(request));
        RequestCheck.load(request, wanted.platforms().size());
        meanwhile.accept(tags);
        Placed placed = placement.place(
                wanted.platforms(), ClassicStore.lacks(request).isPresent(), dockerfile.emulation(images));
        RequestCheck.load(request, placed.platforms());
        Map<String, String> unplaced = tolerate(placed, optional);
        notes.addAll(placed.notes());
        govern(request.policy().emulation(), placed.platforms());
        ImageAnnotations.check(
                request.input().options(),
                placed.platforms().stream().map(PlannedPlatform::platform).toList());
        notes.addAll(facts.notes(placed.platforms().size()));
        placed.platforms().stream()
                .flatMap(platform -> dockerfile.findings(platform.platform()).stream())
                .distinct()
                .filter(finding -> placed.platforms().size() > 1 || finding.rule() != Finding.Rule.MOVING_SOURCE)
                .forEach(finding -> notes.add("Dockerfile " + finding));
        return new BuildPlan(placed.platforms(), optional, unplaced, tags, notes);
    }

    private static PlatformList platforms(List<String> written) throws PlanException {
        try {
            return PlatformList.parse(written);
        } catch (InvalidPlatformException e) {
            throw new PlanException(e.getMessage(), e);
        }
    }

    private static Set<String> optional(BuildRequest request, List<Platform> wanted) throws PlanException {
        Set<String> names = new TreeSet<>();
        for (Platform platform : platforms(request.policy().optional()).platforms()) {
            if (!wanted.contains(platform)) {
                throw new PlanException("optional platform " + platform.formatAll() + " is not among the platforms: "
                        + String.join(
                                ", ", wanted.stream().map(Platform::formatAll).toList()));
            }
            names.add(platform.formatAll());
        }
        if (!names.isEmpty() && names.size() == wanted.size()) {
            throw new PlanException("all platforms are optional: at least one must be required");
        }
        return names;
    }

    private static List<Reference> tags(BuildRequest request) throws PlanException {
        if (request.push() && request.tags().isEmpty()) {
            throw new PlanException("tag is needed when pushing to registry");
        }
        Set<Reference> tags = new LinkedHashSet<>();
        for (String tag : request.tags()) {
            try {
                Reference named = Reference.parseNormalized(tag);
                if (request.isPushedByDigest() && named.tag().isPresent()) {
                    throw new PlanException("can't push tagged ref " + named + " by digest: name the repository alone");
                }
                Reference reference = request.isPushedByDigest() ? named : named.withDefaultTag();
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

    private Map<String, String> tolerate(Placed placed, Set<String> optional) throws PlanException {
        Map<String, String> tolerated = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Map.Entry<Platform, String> nobody : placed.unplaced().entrySet()) {
            String name = nobody.getKey().formatAll();
            if (optional.contains(name)) {
                tolerated.put(name, nobody.getValue());
                notes.add("optional platform " + name + " is left out: " + nobody.getValue());
            } else {
                required.add(nobody.getValue());
            }
        }
        if (!required.isEmpty()) {
            throw new PlanException(String.join("\n", required));
        }
        return tolerated;
    }

    static String forbidden(PlannedPlatform place, String reason) {
        return "emulation is forbidden, but " + place.platform().formatAll() + " would be emulated on "
                + place.node().name() + " (" + reason
                + "). Add a node of that platform, or cross-compile with FROM --platform=$BUILDPLATFORM";
    }

    /** For users who did not ask for it. */
    public static String emulated(PlannedPlatform place) {
        return place.platform().formatAll()
                + " is emulated, which can be many times slower than a node of that platform"
                + " or FROM --platform=$BUILDPLATFORM";
    }

    private void govern(EmulationPolicy policy, List<PlannedPlatform> placed) throws PlanException {
        for (PlannedPlatform place : placed) {
            if (place.strategy() != Strategy.EMULATED || policy == EmulationPolicy.ALLOW) {
                continue;
            }
            if (policy == EmulationPolicy.FORBID) {
                throw new PlanException(forbidden(place, place.reason()));
            }
            notes.add(emulated(place));
        }
    }
}
