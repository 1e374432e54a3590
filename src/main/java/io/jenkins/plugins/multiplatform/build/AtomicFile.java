package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.context.OpenFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** Replaces files at once: a reader sees the old one or the whole new one, also after a crash. */
public final class AtomicFile {
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private AtomicFile() {}

    /** For all whom the process lets read its files. */
    public static void write(Path file, String content) throws IOException {
        write(file, content, new FileAttribute<?>[0]);
    }

    /** For the user of this process alone, where files have such permissions; others have those of their folder. */
    public static void writePrivate(Path file, String content) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        write(file, content, posix ? new FileAttribute<?>[] {PRIVATE} : new FileAttribute<?>[0]);
    }

    private static void write(Path file, String content, FileAttribute<?>[] attributes) throws IOException {
        Path scratch = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        try {
            try (FileChannel channel = FileChannel.open(
                    scratch, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
                ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(scratch, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(scratch);
        }
    }

    /** The same in an open folder. */
    static void write(OpenFolder folder, Path name, String content) throws IOException {
        Path scratch = OpenFolder.staged();
        boolean moved = false;
        try (SeekableByteChannel channel =
                folder.open(scratch, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (channel instanceof FileChannel file) {
                file.force(true);
            }
            folder.move(scratch, folder, name);
            moved = true;
        } finally {
            if (!moved) {
                folder.deleteFile(scratch);
            }
        }
    }
}
