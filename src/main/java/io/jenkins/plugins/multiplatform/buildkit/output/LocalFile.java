package io.jenkins.plugins.multiplatform.buildkit.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file of this machine, written beside its place and then moved there. */
public final class LocalFile implements OutputFile {
    private final Path file;
    private final Path part;
    private final SeekableByteChannel channel;

    private LocalFile(Path file, Path part, SeekableByteChannel channel) {
        this.file = file;
        this.part = part;
        this.channel = channel;
    }

    /** Makes the folders above it. */
    public static LocalFile open(Path file) throws IOException {
        try {
            Path absolute = file.toAbsolutePath();
            Path folder = absolute.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Path part = PartNames.beside(absolute);
            return new LocalFile(
                    absolute,
                    part,
                    Files.newByteChannel(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
        } catch (IOException e) {
            throw WriteFaults.of(file, e);
        }
    }

    @Override
    public void append(byte[] content) throws IOException {
        try {
            for (ByteBuffer rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) {
                channel.write(rest);
            }
        } catch (IOException e) {
            throw WriteFaults.of(file, e);
        }
    }

    @Override
    public void finish() throws IOException {
        try {
            channel.close();
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw WriteFaults.of(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
    }
}
