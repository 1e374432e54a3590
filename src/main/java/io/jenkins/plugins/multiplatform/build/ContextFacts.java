package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.session.FolderSource;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.context.ContextCheck;
import io.jenkins.plugins.multiplatform.dockerfile.Dockerfile;
import io.jenkins.plugins.multiplatform.dockerfile.InvalidDockerfileException;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What must be known of a build context before anything is built: read on the machine that has it, used on the one that
 * decides. The files themselves stay where they are.
 *
 * @param folder absolute, on the machine that was read
 * @param dockerfile absolute path there
 * @param dockerfileName its last element, as the frontend asks for it
 * @param text of the Dockerfile
 */
public record ContextFacts(String folder, String dockerfile, String dockerfileName, String text)
        implements Serializable {
    /** More is no Dockerfile that somebody wrote; the frontend itself stops at 4 MiB. */
    private static final long LARGEST_DOCKERFILE = 4 << 20;

    /** @throws PlanException if context or Dockerfile is missing or unreadable, or the Dockerfile is none */
    public static ContextFacts read(BuildInput input) throws PlanException {
        if (input.context().isBlank()) {
            throw new PlanException("please specify build context (e.g. \".\" for the current directory)");
        }
        Path folder = Path.of(input.context());
        Path path = input.dockerfile().isEmpty() ? folder.resolve("Dockerfile") : Path.of(input.dockerfile());
        try {
            Path found = ContextCheck.verify(folder, path).toAbsolutePath();
            if (Files.size(found) > LARGEST_DOCKERFILE) {
                throw new PlanException("failed to read dockerfile: " + path + " is larger than 4 MiB; is it one?");
            }
            String text = Files.readString(found, StandardCharsets.UTF_8);
            UnreadableFiles.refuse(folder, found, Dockerfile.parse(text), input);
            return new ContextFacts(
                    folder.toAbsolutePath().normalize().toString(),
                    found.toString(),
                    String.valueOf(path.getFileName()),
                    text);
        } catch (IOException | InvalidDockerfileException e) {
            throw new PlanException(e.getMessage(), e);
        }
    }

    /** What daemons may read, by the names that the Dockerfile frontend uses; on the machine that was read. */
    public Map<String, LocalSource> sources() throws PlanException {
        try {
            return Map.of(
                    "context", FolderSource.of(Path.of(folder)),
                    "dockerfile", FolderSource.of(Path.of(dockerfile).resolveSibling(".")));
        } catch (IOException e) {
            throw new PlanException(e.getMessage(), e);
        }
    }

    /** The same for the same folder and scope, and for no other: names what a daemon may compare a transfer with. */
    public String sharedKey(String scope) {
        String key = scope + '\0' + folder;
        return Digest.of(key.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
