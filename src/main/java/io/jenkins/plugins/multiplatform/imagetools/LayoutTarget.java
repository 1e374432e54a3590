package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.ImageManifest;
import io.jenkins.plugins.multiplatform.image.LayoutFiles;
import io.jenkins.plugins.multiplatform.image.LayoutReference;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.registry.ImageContent;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A layout in a folder of this machine that an image is written to. What it has stays, but for an image of the same tag.
 * Links in it are not followed, and its index is written last.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md">image layout</a>
 */
final class LayoutTarget {
    private static final int MAX_LEVELS = 3;
    private static final int BUFFER = 1 << 16;
    private static final String VERSION = "{\"imageLayoutVersion\":\"1.0.0\"}";

    private final LayoutReference place;
    private final Path folder;

    LayoutTarget(LayoutReference place) {
        this.place = place;
        this.folder = Path.of(place.path()).toAbsolutePath().normalize();
    }

    /** With all that it names, each once and checked. */
    void copy(ContentDescriptor manifest, ImageContent from) throws IOException {
        copy(manifest, from, MAX_LEVELS);
    }

    private void copy(ContentDescriptor wanted, ImageContent from, int levels) throws IOException {
        RawManifest manifest = from.manifest(wanted);
        try {
            if (!MediaTypes.isIndex(manifest.mediaType())) {
                ImageManifest image = ImageManifest.parse(manifest.content());
                List<ContentDescriptor> blobs = new ArrayList<>(image.layers());
                blobs.removeIf(layer -> !layer.urls().isEmpty());
                blobs.add(image.config());
                for (ContentDescriptor blob : blobs) {
                    write(blob, from);
                }
            } else if (levels > 0) {
                for (ContentDescriptor child :
                        ImageIndex.parse(manifest.content()).manifests()) {
                    copy(child, from, levels - 1);
                }
            } else {
                throw new IOException("it holds indexes in indexes more than " + MAX_LEVELS + " levels deep");
            }
        } catch (MalformedImageException e) {
            throw new IOException(wanted.digest() + ": " + e.getMessage(), e);
        }
        put(manifest);
    }

    /** Only the manifest itself. */
    void put(RawManifest manifest) throws IOException {
        write(manifest.descriptor(), new ByteArrayInputStream(manifest.content()));
    }

    /** Lists it under the tag, or without one where only its digest is asked for. */
    void tag(RawManifest manifest) throws IOException, ImageToolsException {
        requireDigest(manifest);
        Path file = folder.resolve(LayoutFiles.INDEX);
        List<ContentDescriptor> images = new ArrayList<>(read(file));
        ContentDescriptor image = manifest.descriptor();
        if (!place.tag().isEmpty()) {
            image = image.withAnnotations(new HashMap<>(Map.of(LayoutFiles.REFERENCE_NAME, place.tag())));
            images.removeIf(other -> place.tag().equals(other.annotations().get(LayoutFiles.REFERENCE_NAME)));
        }
        images.remove(image);
        images.add(image);
        replace(folder.resolve("oci-layout"), VERSION.getBytes(StandardCharsets.UTF_8));
        replace(file, ImageIndex.of(MediaTypes.OCI_INDEX, images, Map.of()).content());
    }

    /** In buildx's words. */
    void requireDigest(RawManifest manifest) throws ImageToolsException {
        if (!place.digest().isEmpty()
                && !place.digest().equals(manifest.digest().toString())) {
            throw new ImageToolsException(
                    "target " + place + " requested digest " + place.digest() + " but produced " + manifest.digest());
        }
    }

    /** Fails for something else in its place, before anything is written. */
    void check() throws IOException {
        read(folder.resolve(LayoutFiles.INDEX));
    }

    private List<ContentDescriptor> read(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LayoutFiles.LARGEST_DOCUMENT) {
            throw new IOException("could not read " + file + ": it is no index of an image layout");
        }
        try {
            return ImageIndex.parse(Files.readAllBytes(file)).manifests();
        } catch (MalformedImageException e) {
            throw new IOException("could not read " + file + ": " + e.getMessage(), e);
        }
    }

    private void write(ContentDescriptor blob, ImageContent from) throws IOException {
        Path file = LayoutFiles.blob(folder, blob.digest());
        boolean there = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == blob.size();
        if (!there) {
            try (InputStream content = from.open(blob)) {
                write(blob, content);
            }
        }
    }

    private void write(ContentDescriptor blob, InputStream content) throws IOException {
        Path parent = folders(blob.digest());
        Path part = parent.resolve("." + UUID.randomUUID());
        MessageDigest hash = blob.digest().newMessageDigest();
        try (var out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
            byte[] buffer = new byte[BUFFER];
            long total = 0;
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                total += count;
                if (total > blob.size()) {
                    throw new IOException(blob.digest() + " has more than " + blob.size() + " bytes");
                }
                hash.update(buffer, 0, count);
                out.write(buffer, 0, count);
            }
            if (!blob.digest().isHash(hash.digest())) {
                throw new IOException("what was read as " + blob.digest() + " has another content");
            }
            out.close();
            Files.move(part, parent.resolve(blob.digest().hex()), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Path folders(Digest digest) throws IOException {
        Files.createDirectories(folder);
        Path parent = folder;
        for (String name : List.of(LayoutFiles.BLOBS, digest.algorithm())) {
            parent = parent.resolve(name);
            if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(parent);
            }
        }
        return parent;
    }

    private void replace(Path file, byte[] content) throws IOException {
        Path part = folder.resolve("." + UUID.randomUUID());
        try {
            Files.write(part, content, StandardOpenOption.CREATE_NEW);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    @Override
    public String toString() {
        return place.toString();
    }
}
