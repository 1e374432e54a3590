package io.jenkins.plugins.multiplatform.buildkit.output;

import io.jenkins.plugins.multiplatform.context.FileStat;
import io.jenkins.plugins.multiplatform.context.GoFileMode;
import io.jenkins.plugins.multiplatform.context.OpenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/** Permissions and time of a result's files. They belong to whoever writes them. */
final class FileMetadata {
    private FileMetadata() {}

    /**
     * Of a file or folder under a name that nobody can guess: Java sets all that has to be set by paths alone, and a
     * link in the place of the folder that it is in finds nothing of that name elsewhere.
     */
    static void set(OpenFolder parent, Path staged, FileStat wanted) throws IOException {
        Path file = parent.path().resolve(staged);
        Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(FileTime.from(wanted.modTimeNanos(), TimeUnit.NANOSECONDS), null, null);
        if (parent.hasPermissions()) {
            Files.setAttribute(file, "unix:mode", unix(wanted.mode()), LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Of a folder that has its place; it leaves it for that moment. */
    static void setFolder(OpenFolder parent, Path name, FileStat wanted) throws IOException {
        if (!parent.attributes(name).isDirectory()) {
            throw new IOException(parent.path().resolve(name) + " is no folder any more");
        }
        Path staged = OpenFolder.staged();
        parent.move(name, parent, staged);
        try {
            set(parent, staged, wanted);
        } finally {
            parent.move(staged, parent, name);
        }
    }

    private static int unix(int mode) {
        return mode & GoFileMode.PERMISSIONS
                | ((mode & GoFileMode.SETUID) != 0 ? 04000 : 0)
                | ((mode & GoFileMode.SETGID) != 0 ? 02000 : 0)
                | ((mode & GoFileMode.STICKY) != 0 ? 01000 : 0);
    }
}
