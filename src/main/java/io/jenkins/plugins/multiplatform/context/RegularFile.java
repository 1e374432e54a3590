package io.jenkins.plugins.multiplatform.context;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;

/**
 * Reads files whole into memory: regular ones, as large as is allowed. A repository may have a named pipe or a link to a
 * device in a file's place, of which the first would be waited for and the second never ends.
 */
public final class RegularFile {
    private static final int FIRST_BUFFER = 8 << 10;

    private RegularFile() {}

    /**
     * Reads a file of the user, by a path whose links are followed.
     *
     * @param most in bytes
     * @throws IOException whose {@link #reason} is the second half of a sentence
     */
    public static byte[] read(Path file, int most) throws IOException {
        requireRegular(file, Files.readAttributes(file, BasicFileAttributes.class));
        try (SeekableByteChannel content = Files.newByteChannel(file, StandardOpenOption.READ)) {
            requireRegular(file, Files.readAttributes(file, BasicFileAttributes.class));
            return read(content, file, most);
        }
    }

    /** Reads a file that no link leads to. */
    public static byte[] read(Location file, int most) throws IOException {
        try (SeekableByteChannel content = file.read()) {
            return read(content, file.path(), most);
        }
    }

    static SeekableByteChannel open(OpenFolder folder, Path name) throws IOException {
        Path path = folder.path().resolve(name);
        requireRegular(path, folder.attributes(name));
        SeekableByteChannel content = folder.open(name, new OpenOption[] {StandardOpenOption.READ});
        try {
            requireRegular(path, folder.attributes(name));
            return content;
        } catch (IOException e) {
            content.close();
            throw e;
        }
    }

    private static void requireRegular(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isDirectory()) {
            throw new FileSystemException(file.toString(), null, "is a directory");
        }
        if (attributes.isSymbolicLink()) {
            throw new FileSystemException(file.toString(), null, "is a symbolic link");
        }
        if (!attributes.isRegularFile()) {
            throw new FileSystemException(file.toString(), null, "is no file but a device, a pipe or a socket");
        }
    }

    /** A file that grows meanwhile, or whose size is not known, ends at the limit all the same. */
    private static byte[] read(SeekableByteChannel content, Path file, int most) throws IOException {
        if (content.size() > most) {
            throw tooLarge(file, most);
        }
        byte[] bytes = new byte[(int) Math.max(content.size() + 1, FIRST_BUFFER)];
        int used = 0;
        for (int count = 0; count >= 0; used += Math.max(count, 0)) {
            if (used > most) {
                throw tooLarge(file, most);
            }
            if (used == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(2L * used, most + 1L));
            }
            count = content.read(ByteBuffer.wrap(bytes, used, bytes.length - used));
        }
        return Arrays.copyOf(bytes, used);
    }

    private static IOException tooLarge(Path file, int most) {
        return new TooLargeException(file, most);
    }

    /** Whether a file was not read because of its size. */
    public static boolean isTooLarge(IOException failure) {
        return failure instanceof TooLargeException;
    }

    private static final class TooLargeException extends FileSystemException {
        private static final long serialVersionUID = 1L;

        TooLargeException(Path file, int most) {
            super(file.toString(), null, "has more than " + most + " bytes");
        }
    }

    /** Why a file could not be read, as the second half of a sentence about it. */
    public static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (failure instanceof NotDirectoryException) {
            return "a link or a file is on the way to it";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileSystemException e && e.getReason() != null) {
            return e.getReason();
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** Whether the path itself, and not what a link leads to, is there. */
    static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
