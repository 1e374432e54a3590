package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.session.BlobSink;
import io.jenkins.plugins.multiplatform.context.Location;
import io.jenkins.plugins.multiplatform.context.OpenFolder;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.LayoutFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/** The blobs of an image layout in a folder of this machine. Each is checked before it gets its place, and written once. */
final class LayoutBlobs implements BlobSink {
    private static final int BUFFER = 1 << 16;

    private final Place folder;

    /** @param folder of the user, to which any link may lead */
    LayoutBlobs(Path folder) {
        this.folder = () -> Workspace.NONE.locateFolder(folder);
    }

    private LayoutBlobs(Place folder) {
        this.folder = folder;
    }

    static LayoutBlobs of(Location folder) {
        return new LayoutBlobs(() -> folder);
    }

    @FunctionalInterface
    private interface Place {
        Location get() throws IOException;
    }

    /** Writes it anew where it is broken. */
    void write(Digest digest, InputStream content) throws IOException {
        if (isWhole(digest)) {
            return;
        }
        try (Blob blob = begin()) {
            byte[] buffer = new byte[BUFFER];
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                blob.append(Arrays.copyOf(buffer, count));
            }
            blob.finish(digest.toString());
        }
    }

    private boolean isWhole(Digest digest) throws IOException {
        if (!has(digest.toString())) {
            return false;
        }
        MessageDigest computed = digest.newMessageDigest();
        try (InputStream in =
                new DigestInputStream(Channels.newInputStream(place(digest).read()), computed)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return digest.isHash(computed.digest());
    }

    private Location place(Digest digest) throws IOException {
        Location root = folder.get();
        return new Location(root.base(), root.names().resolve(LayoutFiles.blob(Path.of(""), digest)));
    }

    /** Whether it is there; who reads it checks what it is. */
    @Override
    public boolean has(String digest) throws IOException {
        try {
            return place(parse(digest)).attributes().isRegularFile();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return false;
        }
    }

    @Override
    public Blob begin() throws IOException {
        OpenFolder open = folder.get().makeFolder();
        try {
            Path part = OpenFolder.staged();
            return new Part(
                    open,
                    part,
                    Channels.newOutputStream(open.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)));
        } catch (IOException e) {
            open.close();
            throw e;
        }
    }

    private static Digest parse(String digest) throws IOException {
        try {
            return Digest.parse(digest);
        } catch (InvalidReferenceException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Links are not followed: they would lead out of the folder. */
    private static void put(OpenFolder root, Path part, Digest digest) throws IOException {
        try (OpenFolder blobs = root.folderOrNew(Path.of(LayoutFiles.BLOBS));
                OpenFolder algorithm = blobs.folderOrNew(Path.of(digest.algorithm()))) {
            root.move(part, algorithm, Path.of(digest.hex()));
        }
    }

    private static final class Part implements Blob {
        private final OpenFolder root;
        private final Path part;
        private final OutputStream out;
        private final MessageDigest computed = Digest.newSha256();

        Part(OpenFolder root, Path part, OutputStream out) {
            this.root = root;
            this.part = part;
            this.out = out;
        }

        @Override
        public void append(byte[] content) throws IOException {
            computed.update(content);
            out.write(content);
        }

        @Override
        public void finish(String digest) throws IOException {
            out.close();
            Digest written = Digest.ofSha256(computed.digest());
            if (!written.toString().equals(digest)) {
                throw new IOException("a node sent a blob as " + digest + ", but it is " + written);
            }
            put(root, part, written);
        }

        @Override
        public void close() throws IOException {
            try (root) {
                out.close();
                root.deleteFile(part);
            } catch (NoSuchFileException | ClosedDirectoryStreamException e) {
                // It has been moved to its place, or this was closed before.
                return;
            }
        }
    }
}
