package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
        failed.sort(Comparator.comparingInt(failure -> order.indexOf(failure.plan().platform())));
        return new PlatformOutcomes(sorted, failed);
    }

    /** @throws BuildException if a platform failed that is not optional, or all did */
    public void requireAll(BuildPlan plan) throws BuildException {
        boolean allOptional = failures.stream()
                .allMatch(failure -> plan.isOptional(failure.plan().platform()));
        if (!allOptional || images.isEmpty()) {
            throw new BuildException(describe(), images, null);
        }
    }

    /** Those that succeeded. */
    public List<Platform> platforms() {
        return images.stream().map(image -> image.plan().platform()).toList();
    }

    /** All in one text: what failed on which node, and what is there all the same. */
    public String describe() {
        String failed = failures.stream()
                .map(failure -> failure.plan().platform().formatAll() + " on "
                        + failure.plan().node().name() + ": " + failure.message())
                .collect(Collectors.joining("\n"));
        String finished = images.stream()
                .flatMap(image -> image.published().stream()
                        .map(descriptor -> "\n(" + image.plan().platform().formatAll()
                                + " is finished and can be used: " + descriptor.digest() + ")"))
                .collect(Collectors.joining());
        return failed + finished;
    }
}
