package io.jenkins.plugins.multiplatform.context;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;

/**
 * Opens files of a context by the paths that a {@link ContextWalk} gave. Each name on the way is opened below the folder
 * opened before it and never through a symbolic link, so that nobody who writes into the workspace meanwhile can put a
 * link there and have a file of this machine sent. Windows has no such calls: there the real path is compared first,
 * which leaves a moment. Thread-safe.
 */
public final class FileSource {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final Path root;

    private FileSource(Path root) {
        this.root = root;
    }

    public static FileSource open(Path root) throws ContextException {
        return new FileSource(ContextCheck.folder(root));
    }

    /**
     * Opens one file for reading; the caller closes it. Empty if it has vanished or isn't a regular file (any more): the
     * daemon is then told that the file has ended.
     *
     * @throws ContextException if it can't be read, or the path isn't one of a walk
     */
    public Optional<SeekableByteChannel> read(String path) throws ContextException {
        String[] names = names(path);
        try {
            DirectoryStream<Path> folder = Files.newDirectoryStream(root);
            if (folder instanceof SecureDirectoryStream<Path> secure) {
                return below(secure, names);
            }
            folder.close();
            return compared(names);
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
    private static Optional<SeekableByteChannel> below(SecureDirectoryStream<Path> root, String[] names)
            throws IOException {
        SecureDirectoryStream<Path> folder = root;
        try {
            for (int i = 0; i < names.length - 1; i++) {
                SecureDirectoryStream<Path> next =
                        folder.newDirectoryStream(FileNames.path(names[i]), LinkOption.NOFOLLOW_LINKS);
                folder.close();
                folder = next;
            }
            Path name = FileNames.path(names[names.length - 1]);
            BasicFileAttributes attributes = folder.getFileAttributeView(
                            name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes();
            // opening a pipe would wait for its writer
            return attributes.isRegularFile() ? Optional.of(folder.newByteChannel(name, READ)) : Optional.empty();
        } finally {
            folder.close();
        }
    }

    private Optional<SeekableByteChannel> compared(String[] names) throws IOException {
        Path file = root;
        for (String name : names) {
            file = file.resolve(name);
        }
        boolean inside = file.toRealPath().equals(file.toRealPath(LinkOption.NOFOLLOW_LINKS));
        if (!inside || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        return Optional.of(Files.newByteChannel(file, READ));
    }

    /** The JDK has no exception of its own for ELOOP, which is what a link instead of a folder or file gives. */
    private static boolean isLink(FileSystemException e) {
        String reason = String.valueOf(e.getReason());
        return reason.contains("symbolic links") || reason.contains("NOFOLLOW_LINKS");
    }
}
