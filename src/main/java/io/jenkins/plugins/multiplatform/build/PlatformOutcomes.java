package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came of several platforms: none ends another, so some may be there and others not.
 *
 * @param images finished ones
 * @param failures the others
 */
public record PlatformOutcomes(List<PlatformImage> images, List<PlatformFailure> failures) implements Serializable {
    public PlatformOutcomes {
        images = List.copyOf(images);
        failures = List.copyOf(failures);
    }

    /** Those of two nodes, or of two attempts, together. */
    public PlatformOutcomes and(PlatformOutcomes others) {
        return new PlatformOutcomes(
                Stream.concat(images.stream(), others.images.stream()).toList(),
                Stream.concat(failures.stream(), others.failures.stream()).toList());
    }

    /** Images and failures in the order of a plan. */
    public PlatformOutcomes inOrderOf(BuildPlan plan) {
        List<Platform> order =
                plan.platforms().stream().map(PlannedPlatform::platform).toList();
        List<PlatformImage> sorted = new ArrayList<>(images);
        sorted.sort(Comparator.comparingInt(image -> order.indexOf(image.plan().platform())));
        List<PlatformFailure> failed = new ArrayList<>(failures);
        failed.sort(
                Comparator.comparingInt(failure -> order.indexOf(failure.plan().platform())));
        return new PlatformOutcomes(sorted, failed);
    }

    /**
     * @throws BuildException if a platform has no image that is not optional, or none has one; or if there are images that
     *     the plan does not ask for
     */
    public void requireAll(BuildPlan plan) throws BuildException {
        requirePlanned(plan);
        List<Platform> there = platforms();
        List<PlannedPlatform> missing = plan.platforms().stream()
                .filter(place -> !there.contains(place.platform()))
                .toList();
        boolean allOptional = Stream.concat(missing.stream(), failures.stream().map(PlatformFailure::plan))
                .allMatch(place -> plan.isOptional(place.platform()));
        if (!allOptional || images.isEmpty()) {
            throw new BuildException(describe(missing), images, null);
        }
    }

    private void requirePlanned(BuildPlan plan) throws BuildException {
        List<Platform> planned =
                plan.platforms().stream().map(PlannedPlatform::platform).toList();
        Set<Platform> seen = new HashSet<>();
        for (PlatformImage image : images) {
            Platform platform = image.plan().platform();
            if (!planned.contains(platform) || !seen.add(platform)) {
                throw new BuildException("there "
                        + (planned.contains(platform)
                                ? "are two images of " + platform.formatAll()
                                : "is an image of " + platform.formatAll() + ", which was not asked for")
                        + "; nothing is published");
            }
            if (!plan.tags().isEmpty() && image.published().isEmpty()) {
                throw new BuildException(
                        platform.formatAll() + " was built, but no image of it was pushed; nothing is published");
            }
        }
    }

    /** Of an earlier attempt's images those that a plan asks for, each platform once. */
    public static List<PlatformImage> planned(List<PlatformImage> finished, BuildPlan plan) {
        return plan.platforms().stream()
                .flatMap(place -> finished.stream()
                        .filter(image -> image.plan().platform().equals(place.platform()))
                        .limit(1))
                .toList();
    }

    /** Those that succeeded. */
    public List<Platform> platforms() {
        return images.stream().map(image -> image.plan().platform()).toList();
    }

    /** All in one text: what failed on which node, and what is there all the same. */
    public String describe() {
        return describe(List.of());
    }

    private String describe(List<PlannedPlatform> missing) {
        Set<Platform> told =
                failures.stream().map(failure -> failure.plan().platform()).collect(Collectors.toSet());
        Stream<String> silent = missing.stream()
                .filter(place -> !told.contains(place.platform()))
                .map(place -> place.platform().formatAll() + " on "
                        + place.node().name() + ": it ended with neither an image nor a failure");
        Stream<String> loud = failures.stream()
                .map(failure -> failure.plan().platform().formatAll() + " on "
                        + failure.plan().node().name() + ": " + failure.message());
        String failed = Stream.concat(loud, silent).collect(Collectors.joining("\n"));
        String finished = images.stream()
                .flatMap(image -> image.published().stream()
                        .map(descriptor -> "\n(" + image.plan().platform().formatAll()
                                + " is finished and can be used: " + descriptor.digest() + ")"))
                .collect(Collectors.joining());
        return failed + finished;
    }
}
