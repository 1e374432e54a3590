package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.session.BlobSink;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.LayoutFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/** The blobs of an image layout in a folder of this machine. Each is checked before it gets its place, and written once. */
final class LayoutBlobs implements BlobSink {
    private static final int BUFFER = 1 << 16;

    private final Path folder;

    LayoutBlobs(Path folder) {
        this.folder = folder;
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
        try (InputStream in = new DigestInputStream(Files.newInputStream(place(digest)), computed)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return digest.isHash(computed.digest());
    }

    private Path place(Digest digest) {
        return LayoutFiles.blob(folder, digest);
    }

    /** Whether it is there; who reads it checks what it is. */
    @Override
    public boolean has(String digest) throws IOException {
        return Files.isRegularFile(place(parse(digest)), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Blob begin() throws IOException {
        Files.createDirectories(folder);
        Path part = PartFiles.beside(folder.resolve("blob"));
        return new Part(part, Files.newOutputStream(part));
    }

    private static Digest parse(String digest) throws IOException {
        try {
            return Digest.parse(digest);
        } catch (InvalidReferenceException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Links are not followed: they would lead out of the folder. */
    private synchronized void put(Path part, Digest digest) throws IOException {
        Path parent = folder;
        for (String name : List.of(LayoutFiles.BLOBS, digest.algorithm())) {
            parent = parent.resolve(name);
            if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(parent);
            }
        }
        Files.move(part, place(digest), StandardCopyOption.ATOMIC_MOVE);
    }

    private final class Part implements Blob {
        private final Path part;
        private final OutputStream out;
        private final MessageDigest computed = Digest.newSha256();

        Part(Path part, OutputStream out) {
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
            put(part, written);
        }

        @Override
        public void close() throws IOException {
            out.close();
            Files.deleteIfExists(part);
        }
    }
}
