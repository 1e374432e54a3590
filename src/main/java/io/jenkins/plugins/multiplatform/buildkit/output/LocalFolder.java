package io.jenkins.plugins.multiplatform.buildkit.output;

import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder of this machine. Each file is written beside its place and then moved there. A link that stands where the
 * result has a folder is replaced and never followed; a folder that stands where it has a file is left alone, and that
 * is an error.
 */
public final class LocalFolder implements OutputFolder {
    private static final int MOST_OPEN = 64;

    private final Path root;
    private final List<FileStat> folders = new ArrayList<>();
    private final List<FileStat> hardLinks = new ArrayList<>();
    private final Map<String, Path> parts = new HashMap<>();
    private final Map<String, SeekableByteChannel> open = new HashMap<>();

    private LocalFolder(Path root) {
        this.root = root;
    }

    /** Makes it, and the folders above it. */
    public static LocalFolder open(Path folder) throws IOException {
        try {
            return new LocalFolder(Files.createDirectories(folder).toRealPath());
        } catch (IOException e) {
            throw WriteFaults.of(folder, e);
        }
    }

    @Override
    public void make(FileStat entry) throws IOException {
        Path place = place(entry.path());
        try {
            if (entry.isDirectory()) {
                makeFolder(place);
                folders.add(entry);
            } else if (isFolder(place)) {
                throw new IOException("there is a folder where the result has a file");
            } else if (entry.isSymbolicLink()) {
                Path part = PartNames.beside(place);
                Files.createSymbolicLink(part, Path.of(entry.linkname()));
                Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
            } else if (ResultPaths.isHardLink(entry)) {
                hardLinks.add(entry);
            } else {
                parts.put(entry.path(), Files.createFile(PartNames.beside(place)));
            }
        } catch (IOException e) {
            throw WriteFaults.of(place, e);
        }
    }

    /** Nothing is removed before it is known to be no folder: platforms may share one, and make it at once. */
    private static void makeFolder(Path place) throws IOException {
        try {
            Files.createDirectory(place);
        } catch (FileAlreadyExistsException e) {
            if (!isFolder(place)) {
                Files.delete(place);
                Files.createDirectory(place);
            }
        }
    }

    @Override
    public void append(FileStat file, byte[] content) throws IOException {
        try {
            SeekableByteChannel channel = open.get(file.path());
            if (channel == null) {
                if (open.size() >= MOST_OPEN) {
                    throw new IOException("the daemon sends more than " + MOST_OPEN + " files at once");
                }
                channel = Files.newByteChannel(
                        parts.get(file.path()), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                open.put(file.path(), channel);
            }
            for (ByteBuffer rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) {
                channel.write(rest);
            }
        } catch (IOException e) {
            throw WriteFaults.of(place(file.path()), e);
        }
    }

    @Override
    public void complete(FileStat file) throws IOException {
        Path place = place(file.path());
        try {
            SeekableByteChannel channel = open.remove(file.path());
            if (channel != null) {
                channel.close();
            }
            FileMetadata.set(parts.get(file.path()), file);
            Files.move(parts.get(file.path()), place, StandardCopyOption.ATOMIC_MOVE);
            parts.remove(file.path());
        } catch (IOException e) {
            throw WriteFaults.of(place, e);
        }
    }

    @Override
    public void finish() throws IOException {
        for (FileStat link : hardLinks) {
            Path place = place(link.path());
            try {
                Path part = PartNames.beside(place);
                Files.createLink(part, place(link.linkname()));
                // Moving one name of a file to another of it does nothing.
                Files.deleteIfExists(place);
                Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw WriteFaults.of(place, e);
            }
        }
        // Innermost first: making something in a folder changes its time, and it may be closed to us afterwards.
        for (int i = folders.size() - 1; i >= 0; i--) {
            Path place = place(folders.get(i).path());
            try {
                FileMetadata.set(place, folders.get(i));
            } catch (IOException e) {
                throw WriteFaults.of(place, e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (SeekableByteChannel channel : open.values()) {
            channel.close();
        }
        open.clear();
        for (Path part : parts.values()) {
            Files.deleteIfExists(part);
        }
        parts.clear();
    }

    /** @throws IOException if the way there is no longer made of folders alone */
    private Path place(String path) throws IOException {
        String[] names = path.split("/");
        Path place = root;
        for (int i = 0; i < names.length; i++) {
            if (i > 0 && !isFolder(place)) {
                throw new IOException("Tried to write " + root.resolve(path) + ", but failed because: " + place
                        + " is no folder any more");
            }
            place = place.resolve(names[i]);
        }
        return place;
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }
}
