package io.jenkins.plugins.multiplatform.cli;

import io.jenkins.plugins.multiplatform.build.DockerfileText;
import io.jenkins.plugins.multiplatform.options.InvalidOptionException;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import java.io.IOException;
import java.io.InputStream;

/** What {@code --file} says: a path, an address, or {@code -} for what standard input has. */
final class DockerfileFlag {
    private static final String STANDARD_INPUT = "-";

    private DockerfileFlag() {}

    /** @return the same input with its Dockerfile */
    static BuildInput apply(String file, BuildInput input, InputStream in)
            throws PlanException, InvalidOptionException, IOException {
        boolean contextPiped = input.context().equals(STANDARD_INPUT);
        boolean filePiped = file.equals(STANDARD_INPUT);
        if (contextPiped && filePiped) {
            throw new InvalidOptionException("invalid argument: can't use stdin for both build context and dockerfile");
        }
        if (contextPiped) {
            throw new InvalidOptionException("the build context can't be read from standard input: give a folder or an"
                    + " address, and the Dockerfile alone with --file -");
        }
        return filePiped ? input.withDockerfileText(read(in)) : input.withDockerfile(file);
    }

    private static String read(InputStream in) throws PlanException, IOException {
        byte[] content = in.readNBytes(DockerfileText.MOST_BYTES + 1);
        if (content.length == 0) {
            throw new PlanException("failed to read dockerfile: standard input: it is empty");
        }
        if (content.length > DockerfileText.MOST_BYTES) {
            throw new PlanException(
                    "failed to read dockerfile: standard input: it has more than 4 MiB; is it a Dockerfile?");
        }
        return DockerfileText.decode(content, "standard input");
    }
}
