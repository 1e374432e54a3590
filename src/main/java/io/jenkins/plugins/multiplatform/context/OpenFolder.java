package io.jenkins.plugins.multiplatform.context;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An open folder, in which single names are reached whatever becomes of its path meanwhile: who writes into a workspace
 * can put a link in the place of a folder at any moment. No name is followed if it is a symbolic link. Windows has no
 * such calls: there a folder must still be where it was, which leaves a moment. Thread-safe.
 */
public final class OpenFolder implements Closeable {
    private final Path path;

    /** Null where the system has no such calls. */
    @CheckForNull
    private final SecureDirectoryStream<Path> stream;

    private OpenFolder(Path path, @CheckForNull SecureDirectoryStream<Path> stream) {
        this.path = path;
        this.stream = stream;
    }

    /** @param folder whose own path is trusted */
    static OpenFolder at(Path folder) throws IOException {
        DirectoryStream<Path> opened = Files.newDirectoryStream(folder);
        if (opened instanceof SecureDirectoryStream<Path> secure) {
            return new OpenFolder(folder, secure);
        }
        opened.close();
        return new OpenFolder(folder, null);
    }

    /** @throws IOException also if the name is a link */
    public OpenFolder folder(Path name) throws IOException {
        if (stream != null) {
            return new OpenFolder(path.resolve(name), stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
        }
        if (!attributes(name).isDirectory()) {
            throw new NotDirectoryException(path.resolve(name).toString());
        }
        return new OpenFolder(path.resolve(name), null);
    }

    /** Where it was when it was opened, for texts. */
    public Path path() {
        return path;
    }

    /** Of the name itself, also if it is a link. */
    public BasicFileAttributes attributes(Path name) throws IOException {
        if (stream != null) {
            return stream.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes();
        }
        return Files.readAttributes(here(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Of the folder itself; empty where the system has none. */
    public Optional<PosixFileAttributeView> permissions() {
        return Optional.ofNullable(stream).map(open -> open.getFileAttributeView(PosixFileAttributeView.class));
    }

    /** Of the folder itself. */
    public BasicFileAttributeView times() {
        return stream != null
                ? stream.getFileAttributeView(BasicFileAttributeView.class)
                : Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** @param name of a file, which is never followed if it is a link */
    public SeekableByteChannel open(Path name, OpenOption... options) throws IOException {
        Set<OpenOption> all = new HashSet<>(List.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        return stream != null ? stream.newByteChannel(name, all) : Files.newByteChannel(here(name), all);
    }

    /** Moves a name, in the place of what is there. */
    public void move(Path name, OpenFolder target, Path newName) throws IOException {
        if (stream != null && target.stream != null) {
            stream.move(name, target.stream, newName);
        } else {
            Files.move(here(name), target.here(newName), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Deletes a file or a link. */
    public void deleteFile(Path name) throws IOException {
        if (stream != null) {
            stream.deleteFile(name);
        } else {
            Files.delete(here(name));
        }
    }

    /** Deletes an empty folder. */
    public void deleteFolder(Path name) throws IOException {
        if (stream != null) {
            stream.deleteDirectory(name);
        } else {
            Files.delete(here(name));
        }
    }

    /** All names in it, in no order. */
    public List<Path> names() throws IOException {
        List<Path> names = new ArrayList<>();
        if (stream != null) {
            // A stream can be walked once, and this may be asked again.
            try (OpenFolder again = new OpenFolder(path, stream.newDirectoryStream(Path.of(".")))) {
                again.collect(again.stream, names);
            }
        } else {
            try (DirectoryStream<Path> listed = Files.newDirectoryStream(path)) {
                collect(listed, names);
            }
        }
        return names;
    }

    private void collect(DirectoryStream<Path> listed, List<Path> names) throws IOException {
        try {
            listed.forEach(entry -> names.add(entry.getFileName()));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** A name's path where that is all the system takes; only if no link is on the way to this folder. */
    private Path here(Path name) throws IOException {
        if (!path.toRealPath().equals(path.toRealPath(LinkOption.NOFOLLOW_LINKS))) {
            throw new NotDirectoryException(path.toString());
        }
        return path.resolve(name);
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
    }
}
