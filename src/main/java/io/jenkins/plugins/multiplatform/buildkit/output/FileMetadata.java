package io.jenkins.plugins.multiplatform.buildkit.output;

import io.jenkins.plugins.multiplatform.context.FileStat;
import io.jenkins.plugins.multiplatform.context.GoFileMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/** Permissions and time of a result's files. They belong to whoever writes them. */
final class FileMetadata {
    private FileMetadata() {}

    static void set(Path file, FileStat wanted) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setAttribute(file, "unix:mode", unix(wanted.mode()));
        }
        Files.setLastModifiedTime(file, FileTime.from(wanted.modTimeNanos(), TimeUnit.NANOSECONDS));
    }

    private static int unix(int mode) {
        return mode & GoFileMode.PERMISSIONS
                | ((mode & GoFileMode.SETUID) != 0 ? 04000 : 0)
                | ((mode & GoFileMode.SETGID) != 0 ? 02000 : 0)
                | ((mode & GoFileMode.STICKY) != 0 ? 01000 : 0);
    }
}
