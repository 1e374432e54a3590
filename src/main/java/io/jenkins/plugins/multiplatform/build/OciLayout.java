package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * An image layout in a folder, which may have images already: what it has stays, but for an image of the same name. Its
 * index is written last, so that it never names what is not there.
 */
final class OciLayout {

    private final Path folder;

    OciLayout(Path folder) {
        this.folder = folder;
    }

    /**
     * @param archives of the platforms
     * @param joined whether they make one image together; else there is one alone
     */
    void put(Map<Platform, Path> archives, boolean joined) throws IOException {
        OciParts parts = OciParts.read(archives);
        // What is wrong with the index that is there is found before anything is written.
        LayoutIndex images = LayoutIndex.read(folder);
        for (Path archive : archives.values()) {
            unpack(archive, parts, joined);
        }
        List<ContentDescriptor> added = parts.single();
        if (joined) {
            ImageIndex index = parts.index();
            write(index.descriptor().digest(), new ByteArrayInputStream(index.content()));
            added = parts.names(index);
        }
        added.forEach(image -> images.put(withName(image)));
        images.write();
    }

    private static ContentDescriptor withName(ContentDescriptor image) {
        if (image.annotations().containsKey(LayoutIndex.REFERENCE_NAME)) {
            return image;
        }
        Map<String, String> annotations = new HashMap<>(image.annotations());
        annotations.put(LayoutIndex.REFERENCE_NAME, "latest");
        return image.withAnnotations(annotations);
    }

    private void unpack(Path archive, OciParts parts, boolean joined) throws IOException {
        try (PartReader in = new PartReader(archive)) {
            for (Optional<TarArchiveEntry> entry = in.next(); entry.isPresent(); entry = in.next()) {
                String name = entry.get().getName();
                if (entry.get().isFile() && name.startsWith(OciParts.BLOBS) && !(joined && parts.isReplaced(name))) {
                    write(digest(name), in.content());
                }
            }
        }
    }

    /** A name is never more than a digest: it leads nowhere else. */
    private static Digest digest(String name) throws IOException {
        try {
            return Digest.parse(name.substring(OciParts.BLOBS.length()).replace('/', ':'));
        } catch (InvalidReferenceException e) {
            throw new IOException("an OCI archive that a node sent has a file that is no blob", e);
        }
    }

    private void write(Digest digest, InputStream content) throws IOException {
        Path place = folderOf(digest).resolve(digest.hex());
        if (isWhole(place, digest)) {
            return;
        }
        Path part = PartFiles.beside(place);
        MessageDigest computed = digest.newMessageDigest();
        try {
            try (OutputStream out = new DigestOutputStream(Files.newOutputStream(part), computed)) {
                content.transferTo(out);
            }
            if (!digest.isHash(computed.digest())) {
                throw new IOException("an OCI archive that a node sent has other content than " + digest + " says");
            }
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static boolean isWhole(Path place, Digest digest) throws IOException {
        if (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        MessageDigest computed = digest.newMessageDigest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(place), computed)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return digest.isHash(computed.digest());
    }

    /** Links are not followed: they would lead out of the folder. */
    private Path folderOf(Digest digest) throws IOException {
        Files.createDirectories(folder);
        Path place = folder;
        for (String name : List.of("blobs", digest.algorithm())) {
            place = place.resolve(name);
            if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(place);
            }
        }
        return place;
    }
}
