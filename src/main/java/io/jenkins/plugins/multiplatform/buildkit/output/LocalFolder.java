package io.jenkins.plugins.multiplatform.buildkit.output;

import io.jenkins.plugins.multiplatform.context.FileStat;
import io.jenkins.plugins.multiplatform.context.OpenFolder;
import io.jenkins.plugins.multiplatform.context.Workspace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder of this machine, which stays open. Each file is written in it and then moved to its place. Everything is
 * reached name by name from there: a link that stands where the result has a folder, also if it has been put there
 * meanwhile, is replaced or an error and never followed; a folder that stands where it has a file is left alone, and
 * that is an error.
 */
public final class LocalFolder implements OutputFolder {
    private static final int MAX_OPEN = 64;

    /** Guards what is done in several steps: platforms may share a folder, and make it at once. */
    private static final Object[] LOCKS = new Object[64];

    static {
        for (int i = 0; i < LOCKS.length; i++) {
            LOCKS[i] = new Object();
        }
    }

    private final OpenFolder root;
    private final Object lock;
    private final List<FileStat> folders = new ArrayList<>();
    private final List<FileStat> hardLinks = new ArrayList<>();
    private final Map<String, Path> parts = new HashMap<>();
    private final Map<String, SeekableByteChannel> open = new HashMap<>();

    private LocalFolder(OpenFolder root) {
        this.root = root;
        this.lock = LOCKS[Math.floorMod(root.path().hashCode(), LOCKS.length)];
    }

    /** Of the user, to which any link may lead. */
    public static LocalFolder open(Path folder) throws IOException {
        return open(Workspace.NONE, folder);
    }

    /** Makes it, and the folders above it. */
    public static LocalFolder open(Workspace workspace, Path folder) throws IOException {
        try {
            return new LocalFolder(workspace.locateFolder(folder).makeFolder());
        } catch (IOException e) {
            throw WriteFaults.of(folder, e);
        }
    }

    @Override
    public void make(FileStat entry) throws IOException {
        synchronized (lock) {
            at(entry.path(), (folder, name) -> make(entry, folder, name));
        }
    }

    private void make(FileStat entry, OpenFolder folder, Path name) throws IOException {
        if (entry.isDirectory()) {
            makeFolder(folder, name);
            folders.add(entry);
        } else if (isFolder(folder, name)) {
            throw new IOException("there is a folder where the result has a file");
        } else if (entry.isSymbolicLink()) {
            folder.makeLink(name, Path.of(entry.linkname()));
        } else if (ResultPaths.isHardLink(entry)) {
            hardLinks.add(entry);
        } else {
            Path part = OpenFolder.staged();
            root.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)
                    .close();
            parts.put(entry.path(), part);
        }
    }

    private static void makeFolder(OpenFolder folder, Path name) throws IOException {
        try {
            if (folder.attributes(name).isDirectory()) {
                return;
            }
            folder.deleteFile(name);
        } catch (NoSuchFileException e) {
            // it is made below
        }
        folder.makeFolder(name);
    }

    @Override
    public void append(FileStat file, byte[] content) throws IOException {
        try {
            SeekableByteChannel channel = open.get(file.path());
            if (channel == null) {
                if (open.size() >= MAX_OPEN) {
                    throw new IOException("the daemon sends more than " + MAX_OPEN + " files at once");
                }
                channel = root.open(parts.get(file.path()), StandardOpenOption.WRITE);
                open.put(file.path(), channel);
            }
            for (ByteBuffer rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) {
                channel.write(rest);
            }
        } catch (IOException e) {
            throw WriteFaults.of(shown(file.path()), e);
        }
    }

    @Override
    public void complete(FileStat file) throws IOException {
        synchronized (lock) {
            at(file.path(), (folder, name) -> {
                SeekableByteChannel channel = open.remove(file.path());
                if (channel != null) {
                    channel.close();
                }
                Path part = parts.get(file.path());
                FileMetadata.set(root, part, file);
                root.move(part, folder, name);
                parts.remove(file.path());
            });
        }
    }

    @Override
    public void finish() throws IOException {
        for (FileStat link : hardLinks) {
            synchronized (lock) {
                at(
                        link.path(),
                        (folder, name) -> at(link.linkname(), (other, file) -> {
                            // Moving one name of a file to another of it does nothing.
                            deleteIfThere(folder, name);
                            folder.makeHardLink(name, other, file);
                        }));
            }
        }
        // Innermost first: making something in a folder changes its time, and it may be closed to us afterwards.
        for (int i = folders.size() - 1; i >= 0; i--) {
            FileStat entry = folders.get(i);
            synchronized (lock) {
                at(entry.path(), (folder, name) -> FileMetadata.setFolder(folder, name, entry));
            }
        }
    }

    private static void deleteIfThere(OpenFolder folder, Path name) throws IOException {
        try {
            folder.deleteFile(name);
        } catch (NoSuchFileException e) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        try (root) {
            for (SeekableByteChannel channel : open.values()) {
                channel.close();
            }
            open.clear();
            for (Path part : parts.values()) {
                deleteIfThere(root, part);
            }
            parts.clear();
        }
    }

    @FunctionalInterface
    private interface Work {
        void in(OpenFolder folder, Path name) throws IOException;
    }

    /** @throws IOException also if the way there is no longer made of folders alone */
    private void at(String path, Work work) throws IOException {
        String[] names = path.split("/");
        OpenFolder folder = root;
        try {
            for (int i = 0; i < names.length - 1; i++) {
                OpenFolder next = below(folder, Path.of(names[i]), path);
                if (folder != root) {
                    folder.close();
                }
                folder = next;
            }
            work.in(folder, Path.of(names[names.length - 1]));
        } catch (WriteException e) {
            throw e;
        } catch (IOException e) {
            throw new WriteException(WriteFaults.of(shown(path), e).getMessage(), e);
        } finally {
            if (folder != root) {
                folder.close();
            }
        }
    }

    private OpenFolder below(OpenFolder folder, Path name, String path) throws IOException {
        try {
            return folder.folder(name);
        } catch (IOException e) {
            if (isFolder(folder, name)) {
                throw e;
            }
            throw new WriteException(
                    "Tried to write " + shown(path) + ", but failed because: "
                            + folder.path().resolve(name) + " is no folder any more",
                    e);
        }
    }

    /** Whose text says already what was written. */
    private static final class WriteException extends IOException {
        private static final long serialVersionUID = 1L;

        WriteException(String message, IOException cause) {
            super(message, cause);
        }
    }

    private Path shown(String path) {
        return root.path().resolve(path);
    }

    private static boolean isFolder(OpenFolder folder, Path name) throws IOException {
        try {
            BasicFileAttributes attributes = folder.attributes(name);
            return attributes.isDirectory();
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
