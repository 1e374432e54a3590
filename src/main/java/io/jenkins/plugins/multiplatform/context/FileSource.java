package io.jenkins.plugins.multiplatform.context;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Opens files of a context by the paths that a {@link ContextWalk} gave. Each name on the way is opened below the folder
 * opened before it and never through a symbolic link, so that nobody who writes into the workspace meanwhile can put a
 * link there and have a file of this machine sent. Windows has no such calls: there the real path is compared first,
 * which leaves a moment. Thread-safe.
 */
public final class FileSource {
    private final Location root;

    private FileSource(Location root) {
        this.root = root;
    }

    /** @param root a folder */
    public static FileSource open(Location root) {
        return new FileSource(root);
    }

    /** @param root of the user, to which any link may lead */
    public static FileSource open(Path root) throws ContextException {
        return open(ContextCheck.folder(root));
    }

    /**
     * Opens one file for reading; the caller closes it. Empty if it has vanished or isn't a regular file (any more): the
     * daemon is then told that the file has ended.
     *
     * @throws ContextException if it can't be read, or the path isn't one of a walk
     */
    public Optional<SeekableByteChannel> read(String path) throws ContextException {
        String[] names = names(path);
        try (OpenFolder folder = root.folder()) {
            return below(folder, names);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw Faults.of("read the file", path, e);
        } catch (FileSystemException e) {
            if (isLink(e)) {
                return Optional.empty();
            }
            throw Faults.of("read the file", path, e);
        } catch (IOException e) {
            throw Faults.of("read the file", path, e);
        }
    }

    private static String[] names(String path) throws ContextException {
        boolean clean =
                !path.isEmpty() && !path.startsWith("/") && GoPath.clean(path).equals(path);
        if (!clean || path.equals(".") || path.equals("..") || path.startsWith("../") || path.indexOf('\0') >= 0) {
            throw new ContextException("Refused to read \"" + path + "\": it is no path of the build context.");
        }
        return path.split("/");
    }

    /** Closes each folder as soon as the next is open. */
    private static Optional<SeekableByteChannel> below(OpenFolder root, String[] names) throws IOException {
        OpenFolder folder = root;
        for (int i = 0; i < names.length - 1; i++) {
            try (OpenFolder above = folder) {
                folder = above.folder(FileNames.path(names[i]));
            }
        }
        try (OpenFolder last = folder) {
            Path name = FileNames.path(names[names.length - 1]);
            // opening a pipe would wait for its writer
            return last.attributes(name).isRegularFile()
                    ? Optional.of(last.open(name, StandardOpenOption.READ))
                    : Optional.empty();
        }
    }

    /** The JDK has no exception of its own for ELOOP, which is what a link instead of a folder or file gives. */
    static boolean isLink(FileSystemException e) {
        String reason = String.valueOf(e.getReason());
        return reason.contains("symbolic links") || reason.contains("NOFOLLOW_LINKS");
    }
}
