package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.output.LocalFile;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretLimit;
import io.jenkins.plugins.multiplatform.context.OpenFolder;
import io.jenkins.plugins.multiplatform.context.RegularFile;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Single files that a build names besides its context, on the machine that has them. */
public final class WorkspaceFiles {
    private static final int MAX_POLICY_BYTES = 4 << 20;

    private WorkspaceFiles() {}

    /**
     * Reads a source policy.
     *
     * @throws PlanException if it can't be read; the message names file, cause and the variable that named it
     */
    public static String sourcePolicy(Workspace workspace, Path file) throws PlanException {
        try {
            return new String(workspace.read(file, MAX_POLICY_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new PlanException(
                    "cannot read the source policy " + file + " that EXPERIMENTAL_BUILDKIT_SOURCE_POLICY names: "
                            + RegularFile.reason(e),
                    e);
        }
    }

    /**
     * Reads a secret.
     *
     * @param id that the Dockerfile writes
     * @param written the file as the user wrote it, for texts
     * @throws PlanException if it can't be read, or is too large
     */
    public static byte[] secret(Workspace workspace, Path file, String id, String written) throws PlanException {
        try {
            return workspace.read(file, SecretLimit.BYTES);
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new PlanException("failed to stat " + written + ": stat " + file + ": no such file or directory", e);
        } catch (IOException e) {
            String reason = RegularFile.reason(e);
            throw new PlanException(
                    RegularFile.isTooLarge(e) ? SecretLimit.exceededBy(id) : "cannot read " + file + ": " + reason, e);
        }
    }

    /** Writes a file in the place of what is there, also of a link. */
    public static void write(Workspace workspace, Path file, String content) throws IOException {
        try (LocalFile opened = LocalFile.open(workspace, file)) {
            opened.append(content.getBytes(StandardCharsets.UTF_8));
            opened.finish();
        }
    }

    /** Deletes a file, or the link in its place; nothing if there is none. */
    public static void delete(Workspace workspace, Path file) throws IOException {
        try (OpenFolder folder = workspace.locateNew(file).parent()) {
            folder.deleteFile(file.getFileName());
        } catch (NoSuchFileException | NotDirectoryException e) {
            return;
        }
    }
}
