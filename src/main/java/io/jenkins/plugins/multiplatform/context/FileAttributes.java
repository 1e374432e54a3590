package io.jenkins.plugins.multiplatform.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.DosFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What one {@code lstat} tells.
 *
 * @param inode device and number where the file has more names than one, else empty
 * @param device {@code st_rdev}
 */
record FileAttributes(int mode, long size, long modTimeNanos, Optional<Inode> inode, long device) {
    record Inode(long device, long number) {}

    static FileAttributes of(Path path) throws IOException {
        return GoPath.WINDOWS ? ofWindows(path) : ofUnix(path);
    }

    private static FileAttributes ofUnix(Path path) throws IOException {
        Map<String, Object> found = Files.readAttributes(
                path, "unix:mode,size,lastModifiedTime,dev,ino,nlink,rdev", LinkOption.NOFOLLOW_LINKS);
        boolean several = (int) found.get("nlink") > 1;
        return new FileAttributes(
                GoFileMode.of((int) found.get("mode")),
                (long) found.get("size"),
                nanos((FileTime) found.get("lastModifiedTime")),
                several ? Optional.of(new Inode((long) found.get("dev"), (long) found.get("ino"))) : Optional.empty(),
                (long) found.get("rdev"));
    }

    /** Windows has no permissions that mean anything in an image: fsutil makes everything executable there. */
    private static FileAttributes ofWindows(Path path) throws IOException {
        DosFileAttributes found = Files.readAttributes(path, DosFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        int mode = found.isReadOnly() && !found.isDirectory() ? 0555 : 0755;
        mode |= found.isDirectory() ? GoFileMode.DIRECTORY : 0;
        mode |= found.isSymbolicLink() ? GoFileMode.SYMLINK : 0;
        return new FileAttributes(mode, found.size(), nanos(found.lastModifiedTime()), Optional.empty(), 0);
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    boolean isDirectory() {
        return (mode & GoFileMode.DIRECTORY) != 0;
    }

    boolean isSymbolicLink() {
        return (mode & GoFileMode.SYMLINK) != 0;
    }

    /** Linux' layout of {@code dev_t}, which fsutil uses everywhere. */
    long devMajor() {
        return device >> 8 & 0xfff;
    }

    long devMinor() {
        return device & 0xff | device >> 12 & 0xfff00;
    }
}
