package io.jenkins.plugins.multiplatform.context;

import java.io.Serializable;

/**
 * One entry of a context as fsutil's {@code Stat} has it; user and group are always 0, and extended attributes are not
 * sent.
 *
 * @param path relative to the context, clean, {@code /} between names
 * @param mode Go's {@code os.FileMode}, an unsigned 32-bit number; see {@link GoFileMode}
 * @param size in bytes; 0 for folders
 * @param modTimeNanos since 1970-01-01T00:00Z
 * @param linkname of a symbolic link, its target as it is written; of a second name of a file, the name sent first;
 *     else empty
 * @param devMajor of a device, else 0
 * @param devMinor of a device, else 0
 */
public record FileStat(
        String path, int mode, long size, long modTimeNanos, String linkname, long devMajor, long devMinor)
        implements Serializable {

    /** Anything but a device. */
    public FileStat(String path, int mode, long size, long modTimeNanos, String linkname) {
        this(path, mode, size, modTimeNanos, linkname, 0, 0);
    }

    public boolean isDirectory() {
        return (mode & GoFileMode.DIRECTORY) != 0;
    }

    public boolean isSymbolicLink() {
        return (mode & GoFileMode.SYMLINK) != 0;
    }

    /** True if the daemon may ask for the content. Sockets are among them, and are empty. */
    public boolean isRegular() {
        return (mode & GoFileMode.TYPE) == 0;
    }
}
