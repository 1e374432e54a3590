package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.dockerfile.Dockerfile;
import io.jenkins.plugins.multiplatform.dockerfile.InvalidDockerfileException;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.options.RemoteUrl;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import io.jenkins.plugins.multiplatform.registry.WebFile;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds Dockerfiles that are no files of this machine. One behind an address is fetched here, once, and not by the
 * nodes as buildx has it: all platforms are built of the same, and it is known beforehand what it runs.
 */
public final class DockerfileText {
    /** More is no Dockerfile that somebody wrote; the frontend itself stops at 4 MiB. */
    public static final int MOST_BYTES = 4 << 20;

    /** Under this name it is shown to the nodes. */
    static final String FILENAME = "Dockerfile";

    /** The build argument that names a frontend in place of the Dockerfile's own choice. */
    private static final String SYNTAX = "BUILDKIT_SYNTAX";

    private static final Set<String> FRONTENDS =
            Set.of("docker.io/docker/dockerfile", "docker.io/docker/dockerfile-upstream");

    private DockerfileText() {}

    /** Empty if the Dockerfile is a file, or one of a context that nodes fetch. */
    static Optional<String> of(BuildInput input, RegistrySettings web) throws PlanException, InterruptedException {
        if (!input.dockerfileText().isEmpty()) {
            return Optional.of(input.dockerfileText());
        }
        return RemoteUrl.isHttp(input.dockerfile()) ? Optional.of(fetch(input.dockerfile(), web)) : Optional.empty();
    }

    /** @throws PlanException if it is no Dockerfile */
    static Dockerfile parse(String text) throws PlanException {
        try {
            return Dockerfile.parse(text);
        } catch (InvalidDockerfileException e) {
            throw new PlanException(e.getMessage(), e);
        }
    }

    /**
     * Whether another frontend than Docker's own reads it, which may want other files of its folder. Docker's reads the
     * Dockerfile and its ignore file.
     */
    static boolean namesOtherFrontend(Dockerfile dockerfile, Map<String, String> buildArgs) {
        String argument = buildArgs.getOrDefault(SYNTAX, "").strip();
        String frontend = argument.isEmpty() ? dockerfile.syntax().orElse("").strip() : argument.split("\\s", 2)[0];
        if (frontend.isEmpty()) {
            return false;
        }
        try {
            return !FRONTENDS.contains(Reference.parseNormalized(frontend).name());
        } catch (InvalidReferenceException e) {
            // The daemon will refuse it in its own words.
            return false;
        }
    }

    /**
     * Reads what will be sent to nodes as the text that it becomes.
     *
     * @param content at most {@link #MOST_BYTES}
     * @param source where it is from, for the error's text
     */
    public static String decode(byte[] content, String source) throws PlanException {
        try {
            return utf8(content);
        } catch (CharacterCodingException e) {
            throw new PlanException(
                    "failed to read dockerfile: " + source + ": it is no text in UTF-8; is it a Dockerfile?", e);
        }
    }

    /** Reads what nodes get as it is: BuildKit minds no byte in a comment, and no two files may read the same. */
    static String lenient(byte[] content) {
        try {
            return utf8(content);
        } catch (CharacterCodingException e) {
            return new String(content, StandardCharsets.ISO_8859_1);
        }
    }

    private static String utf8(byte[] content) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(content))
                .toString();
    }

    private static String fetch(String address, RegistrySettings web) throws PlanException, InterruptedException {
        String shown = RemoteUrl.withoutPassword(address);
        String failed = "failed to read dockerfile: " + shown + ": ";
        try {
            return decode(new WebFile(URI.create(address), MOST_BYTES).get(web), shown);
        } catch (IOException e) {
            throw new PlanException(failed + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new PlanException(failed + "it is not a valid address", e);
        }
    }
}
