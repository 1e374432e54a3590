package io.jenkins.plugins.multiplatform.cli;

import io.jenkins.plugins.multiplatform.options.InvalidOptionException;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What {@code --file} says: a path, an address, or {@code -} for what standard input has. */
final class DockerfileFlag {
    private static final String STANDARD_INPUT = "-";

    /** As for files; the frontend reads no more. */
    private static final int MOST_BYTES = 4 << 20;

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
        byte[] content = in.readNBytes(MOST_BYTES + 1);
        if (content.length == 0) {
            throw new PlanException("failed to read dockerfile: standard input is empty");
        }
        if (content.length > MOST_BYTES) {
            throw new PlanException(
                    "failed to read dockerfile: standard input has more than 4 MiB; is it a Dockerfile?");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new PlanException(
                    "failed to read dockerfile: standard input is no text in UTF-8; is it a Dockerfile?", e);
        }
    }
}
