package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.context.ContextCheck;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.context.IgnoreFile;
import io.jenkins.plugins.multiplatform.context.Location;
import io.jenkins.plugins.multiplatform.dockerfile.BuildTarget;
import io.jenkins.plugins.multiplatform.dockerfile.Dockerfile;
import io.jenkins.plugins.multiplatform.dockerfile.InvalidDockerfileException;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Finds files that the Dockerfile copies and that can't be read, before a node is used for them. Files that nothing
 * copies are never asked for, and a build must not fail over them.
 */
final class UnreadableFiles {
    private static final int NAMED = 3;

    private UnreadableFiles() {}

    static void refuse(Location context, Optional<IgnoreFile.Content> ignored, Dockerfile dockerfile, BuildInput input)
            throws PlanException, IOException, InvalidDockerfileException {
        // One platform stands for all: where another one needs other stages, the build itself finds what they lack.
        Platform any = Platform.of("linux", "amd64");
        Optional<List<String>> sources = dockerfile.contextSources(
                BuildTarget.of(any, any).withStage(input.target()).withBuildArgs(input.buildArgs()));
        if (sources.isEmpty() || sources.get().isEmpty()) {
            return;
        }
        List<String> includes = sources.get().contains(".") ? List.of() : sources.get();
        List<String> excludes = ignored.isPresent() ? ignored.get().patterns() : List.of();
        List<String> found = ContextCheck.unreadable(context, new ContextFilter(includes, excludes, List.of()), NAMED);
        if (!found.isEmpty()) {
            throw new PlanException("the Dockerfile copies files of the build context that can't be read: "
                    + String.join(", ", found)
                    + ". Let the user of this process read them, or add them to .dockerignore");
        }
    }
}
