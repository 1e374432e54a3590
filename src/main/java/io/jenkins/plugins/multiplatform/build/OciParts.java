package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * The image that platforms' OCI archives make together. An archive has one image, maybe under several names, and one
 * entry for each of them.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md">image layout</a>
 */
final class OciParts {
    static final String INDEX = "index.json";
    static final String BLOBS = "blobs/";
    static final String SHA256 = BLOBS + "sha256/";

    private static final int LARGEST_DOCUMENT = 4 << 20;

    private final List<ContentDescriptor> images = new ArrayList<>();
    private final Set<String> replaced = new HashSet<>();
    private List<ContentDescriptor> named = List.of();

    private OciParts() {}

    /** @throws IOException if one of them is no such archive */
    static OciParts read(Map<Platform, Path> archives) throws IOException {
        OciParts parts = new OciParts();
        try {
            for (Map.Entry<Platform, Path> archive : archives.entrySet()) {
                parts.add(archive.getKey(), archive.getValue());
            }
        } catch (MalformedImageException e) {
            throw new IOException("an OCI archive that a node sent can't be read: " + e.getMessage(), e);
        }
        return parts;
    }

    private void add(Platform platform, Path archive) throws IOException, MalformedImageException {
        List<ContentDescriptor> found =
                ImageIndex.parse(document(archive, INDEX)).manifests();
        long different =
                found.stream().map(ContentDescriptor::digest).distinct().count();
        if (different != 1) {
            throw new IOException("an OCI archive that a node sent has " + different + " images");
        }
        if (named.isEmpty()) {
            named = found;
        }
        ContentDescriptor image = found.get(0);
        if (image.isIndex()) {
            String blob = SHA256 + image.digest().hex();
            images.addAll(ImageIndex.parse(document(archive, blob)).manifests());
            replaced.add(blob);
        } else {
            images.add(image.withAnnotations(Map.of()).withPlatform(platform));
        }
    }

    /** Of one archive alone: what its own index has. */
    List<ContentDescriptor> single() {
        return named;
    }

    /** Of all platforms, in the order that BuildKit gives them. */
    ImageIndex index() {
        List<ContentDescriptor> imagesFirst = new ArrayList<>(images);
        imagesFirst.sort(Comparator.comparing(ContentDescriptor::isAttestation));
        return ImageIndex.of(MediaTypes.OCI_INDEX, imagesFirst, Map.of());
    }

    /** The index under each of the names that the first archive has for its image. */
    List<ContentDescriptor> names(ImageIndex index) {
        return named.stream()
                .map(image -> {
                    Map<String, String> annotations = new HashMap<>(image.annotations());
                    annotations.keySet().removeIf(name -> name.startsWith("containerimage."));
                    return index.descriptor().withAnnotations(annotations);
                })
                .toList();
    }

    /** Whether a file of an archive is an index in whose place there is that of all platforms. */
    boolean isReplaced(String name) {
        return replaced.contains(name);
    }

    private static byte[] document(Path archive, String name) throws IOException {
        try (PartReader in = new PartReader(archive)) {
            for (Optional<TarArchiveEntry> entry = in.next(); entry.isPresent(); entry = in.next()) {
                if (entry.get().getName().equals(name) && entry.get().getSize() <= LARGEST_DOCUMENT) {
                    return in.content().readAllBytes();
                }
            }
        }
        throw new IOException("an OCI archive that a node sent has no " + name);
    }
}
