package io.jenkins.plugins.multiplatform.buildkit.output;

import io.jenkins.plugins.multiplatform.context.OpenFolder;
import io.jenkins.plugins.multiplatform.context.Workspace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of this machine, written beside its place and then moved there. Its folder stays open meanwhile. */
public final class LocalFile implements OutputFile {
    private final Path file;
    private final OpenFolder folder;
    private final Path part;
    private final SeekableByteChannel channel;

    private LocalFile(Path file, OpenFolder folder, Path part, SeekableByteChannel channel) {
        this.file = file;
        this.folder = folder;
        this.part = part;
        this.channel = channel;
    }

    /** Of the user, to which any link may lead. */
    public static LocalFile open(Path file) throws IOException {
        return open(Workspace.NONE, file);
    }

    /** Makes the folders above it. A link in its own place is replaced. */
    public static LocalFile open(Workspace workspace, Path file) throws IOException {
        try {
            Path absolute = file.toAbsolutePath();
            OpenFolder folder = workspace.locateNew(absolute).makeParent();
            try {
                Path part = OpenFolder.staged();
                return new LocalFile(
                        absolute,
                        folder,
                        part,
                        folder.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
            } catch (IOException e) {
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            throw WriteFaults.of(file, e);
        }
    }

    @Override
    public void append(byte[] content) throws IOException {
        append(content, 0, content.length);
    }

    /** A part of the array. */
    public void append(byte[] content, int offset, int length) throws IOException {
        try {
            for (ByteBuffer rest = ByteBuffer.wrap(content, offset, length); rest.hasRemaining(); ) {
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
            folder.move(part, folder, file.getFileName());
        } catch (IOException e) {
            throw WriteFaults.of(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        try (folder) {
            channel.close();
            folder.deleteFile(part);
        } catch (NoSuchFileException | ClosedDirectoryStreamException e) {
            // It has been moved to its place, or this was closed before.
            return;
        }
    }
}
