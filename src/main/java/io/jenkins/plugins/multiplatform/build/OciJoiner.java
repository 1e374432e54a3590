package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * Makes one OCI archive of several platforms' ones: their blobs together, one index of their images, and that index as
 * the archive's only image.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md">image layout</a>
 */
final class OciJoiner {
    private static final String INDEX = "index.json";
    private static final String BLOBS = "blobs/";
    private static final String SHA256 = BLOBS + "sha256/";
    private static final int LARGEST_DOCUMENT = 4 << 20;

    private final List<ContentDescriptor> images = new ArrayList<>();
    private final Set<String> replaced = new HashSet<>();
    private Map<String, String> annotations = Map.of();

    private OciJoiner() {}

    static void join(Map<Platform, Path> parts, Path file) throws IOException {
        OciJoiner joiner = new OciJoiner();
        try {
            for (Map.Entry<Platform, Path> part : parts.entrySet()) {
                joiner.add(part.getKey(), part.getValue());
            }
            joiner.write(parts.values(), file);
        } catch (MalformedImageException e) {
            throw new IOException("an OCI archive that a node sent can't be read: " + e.getMessage(), e);
        }
    }

    private void add(Platform platform, Path part) throws IOException, MalformedImageException {
        List<ContentDescriptor> found = ImageIndex.parse(document(part, INDEX)).manifests();
        if (found.size() != 1) {
            throw new IOException("an OCI archive that a node sent has " + found.size() + " images");
        }
        ContentDescriptor image = found.get(0);
        if (annotations.isEmpty()) {
            annotations = image.annotations();
        }
        if (image.isIndex()) {
            String blob = SHA256 + image.digest().hex();
            images.addAll(ImageIndex.parse(document(part, blob)).manifests());
            replaced.add(blob);
        } else {
            images.add(image.withAnnotations(Map.of()).withPlatform(platform));
        }
    }

    private void write(Iterable<Path> parts, Path file) throws IOException {
        ImageIndex index = ImageIndex.of(MediaTypes.OCI_INDEX, images, Map.of());
        Map<String, String> named = new HashMap<>(annotations);
        named.keySet().removeIf(name -> name.startsWith("containerimage."));
        try (ArchiveWriter writer = new ArchiveWriter(file)) {
            writer.folder(BLOBS);
            writer.folder(SHA256);
            writer.file(SHA256 + index.descriptor().digest().hex(), index.content());
            ImageIndex layout = ImageIndex.of(
                    MediaTypes.OCI_INDEX, List.of(index.descriptor().withAnnotations(named)), Map.of());
            writer.file(INDEX, layout.content());
            for (Path part : parts) {
                writer.copyAll(part, "", name -> !replaced.contains(name));
            }
        }
    }

    private static byte[] document(Path part, String name) throws IOException {
        try (PartReader in = new PartReader(part)) {
            for (Optional<TarArchiveEntry> entry = in.next(); entry.isPresent(); entry = in.next()) {
                if (entry.get().getName().equals(name) && entry.get().getSize() <= LARGEST_DOCUMENT) {
                    return in.content().readAllBytes();
                }
            }
        }
        throw new IOException("an OCI archive that a node sent has no " + name);
    }
}
