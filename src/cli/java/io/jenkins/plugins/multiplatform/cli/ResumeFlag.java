package io.jenkins.plugins.multiplatform.cli;

import io.jenkins.plugins.multiplatform.build.CheckpointFile;
import io.jenkins.plugins.multiplatform.build.Checkpoints;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Where finished platforms are kept until all are. */
final class ResumeFlag {
    @Option(
            names = "--resume",
            description =
                    "Keeps finished platforms in this file until all are; with such a file builds only the others.")
    private Path file;

    Checkpoints checkpoints(BuildRequest request) throws PlanException {
        if (file == null) {
            return Checkpoints.of(List.of());
        }
        if (!request.push()
                || request.input().options().load()
                || !request.received().isEmpty()) {
            throw new PlanException(
                    "--resume goes on from images in registries: it needs --push, and can't be used with"
                            + " --load and outputs that are received here");
        }
        return new CheckpointFile(file);
    }

    /** With the result there is nothing to go on with: the next build of the same name begins anew. */
    void end() throws IOException {
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
