package io.jenkins.plugins.multiplatform.context;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** Error texts for files of a context: what was tried, on which file, why it failed, what to do. */
final class Faults {
    private Faults() {}

    static ContextException of(String tried, String path, IOException e) {
        String why = e instanceof AccessDeniedException
                ? "permission denied. Let the user of this process read it, or add it to .dockerignore."
                : reason(e);
        return new ContextException("Tried to " + tried + " " + path + " of the build context, but " + why, e);
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        return "got " + e;
    }
}
