package io.jenkins.plugins.multiplatform.context;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * An open folder, in which single names are reached whatever becomes of its path meanwhile: who writes into a workspace
 * can put a link in the place of a folder at any moment. No name is followed if it is a symbolic link. Windows has no
 * such calls: there a folder must still be where it was, which leaves a moment. Thread-safe.
 */
public final class OpenFolder implements Closeable {
    private static final Object MAKING = new Object();

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
            try {
                return new OpenFolder(path.resolve(name), stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
            } catch (FileSystemException e) {
                throw named(e, name);
            }
        }
        if (!attributes(name).isDirectory()) {
            throw new NotDirectoryException(path.resolve(name).toString());
        }
        return new OpenFolder(path.resolve(name), null);
    }

    /** The same, made if there is nothing of that name. */
    public OpenFolder folderOrNew(Path name) throws IOException {
        // Two who make it would put an empty one in the place of the one that the other has opened.
        synchronized (MAKING) {
            try {
                return folder(name);
            } catch (NoSuchFileException e) {
                makeFolder(name);
                return folder(name);
            }
        }
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

    /** Whether the system has permissions as POSIX has them. */
    public boolean hasPermissions() {
        return stream != null;
    }

    /**
     * Makes a folder in it. The system makes folders and links by their paths alone: they get a name that nobody can
     * guess, so that the worst that a link on the path can do is to leave an empty one elsewhere, and are moved from
     * there, where they are not if the path has changed.
     *
     * @param name that nothing has; who makes one at the same time must be kept out by the caller
     */
    public void makeFolder(Path name) throws IOException {
        place(name, Files::createDirectory);
    }

    /** Makes a symbolic link in it, in the place of what is there. */
    public void makeLink(Path name, Path target) throws IOException {
        place(name, staged -> Files.createSymbolicLink(staged, target));
    }

    /** Gives a file of another folder, or of this one, a second name in it, in the place of what is there. */
    public void makeHardLink(Path name, OpenFolder other, Path file) throws IOException {
        if (!other.attributes(file).isRegularFile()) {
            throw new IOException(other.path.resolve(file) + " is no file any more");
        }
        Path moved = staged();
        other.move(file, this, moved);
        try {
            place(name, staged -> Files.createLink(staged, path.resolve(moved)));
        } finally {
            move(moved, other, file);
        }
    }

    private void place(Path name, Maker maker) throws IOException {
        Path staged = staged();
        if (stream == null) {
            maker.make(here(staged));
        } else {
            maker.make(path.resolve(staged));
        }
        try {
            move(staged, this, name);
        } catch (IOException e) {
            Files.deleteIfExists(path.resolve(staged));
            throw e;
        }
    }

    /** A name that nobody can guess, for what is to be moved to its place. */
    public static Path staged() {
        return Path.of(".mpb-" + UUID.randomUUID() + ".part");
    }

    @FunctionalInterface
    private interface Maker {
        void make(Path staged) throws IOException;
    }

    /** @param name of a file, which is never followed if it is a link */
    public SeekableByteChannel open(Path name, OpenOption... options) throws IOException {
        Set<OpenOption> all = new HashSet<>(List.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        if (stream == null) {
            return Files.newByteChannel(here(name), all);
        }
        try {
            return stream.newByteChannel(name, all);
        } catch (FileSystemException e) {
            throw named(e, name);
        }
    }

    /** The system's exceptions have the last name alone. */
    private FileSystemException named(FileSystemException e, Path name) {
        String whole = path.resolve(name).toString();
        FileSystemException named;
        if (e instanceof NoSuchFileException) {
            named = new NoSuchFileException(whole);
        } else if (e instanceof NotDirectoryException) {
            named = new NotDirectoryException(whole);
        } else if (e instanceof AccessDeniedException) {
            named = new AccessDeniedException(whole);
        } else if (e instanceof FileAlreadyExistsException) {
            named = new FileAlreadyExistsException(whole);
        } else {
            named = new FileSystemException(whole, null, e.getReason());
        }
        named.initCause(e);
        return named;
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
            try (DirectoryStream<Path> listed = stream.newDirectoryStream(Path.of("."))) {
                collect(listed, names);
            }
        } else {
            try (DirectoryStream<Path> listed = Files.newDirectoryStream(path)) {
                collect(listed, names);
            }
        }
        return names;
    }

    private static void collect(DirectoryStream<Path> listed, List<Path> names) throws IOException {
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
