package io.jenkins.plugins.multiplatform.dockerfile;

import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.platform.PlatformMatcher;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What is to be built where: everything that a Dockerfile's meaning depends on.
 *
 * @param buildPlatform the builder's own, which becomes {@code BUILDPLATFORM}
 * @param nativePlatforms what the builder runs without emulation, its own platform included
 * @param targetPlatform which becomes {@code TARGETPLATFORM}
 * @param stage name or number of the stage to build; empty for the last one
 * @param buildArgs as given by the user
 */
public record BuildTarget(
        Platform buildPlatform,
        List<Platform> nativePlatforms,
        Platform targetPlatform,
        String stage,
        Map<String, String> buildArgs)
        implements Serializable {
    public BuildTarget {
        buildPlatform = buildPlatform.normalize();
        nativePlatforms = List.copyOf(nativePlatforms);
        targetPlatform = targetPlatform.normalize();
        buildArgs = Map.copyOf(buildArgs);
    }

    /** The last stage without build arguments, on a builder that runs natively nothing but its own platform. */
    public static BuildTarget of(Platform buildPlatform, Platform targetPlatform) {
        return new BuildTarget(buildPlatform, List.of(buildPlatform), targetPlatform, "", Map.of());
    }

    public BuildTarget withStage(String newStage) {
        return new BuildTarget(buildPlatform, nativePlatforms, targetPlatform, newStage, buildArgs);
    }

    public BuildTarget withBuildArgs(Map<String, String> newBuildArgs) {
        return new BuildTarget(buildPlatform, nativePlatforms, targetPlatform, stage, newBuildArgs);
    }

    boolean runsNatively(Platform platform) {
        return nativePlatforms.stream()
                .anyMatch(own -> PlatformMatcher.onlyStrict(own).match(platform));
    }
}
