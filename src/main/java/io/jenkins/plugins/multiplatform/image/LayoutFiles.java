package io.jenkins.plugins.multiplatform.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an image layout in a folder has what.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md">image layout</a>
 * @see <a href="https://github.com/moby/buildkit/blob/master/client/ociindex/ociindex.go">names of its images</a>
 */
public final class LayoutFiles {
    public static final String INDEX = "index.json";
    public static final String BLOBS = "blobs";

    /** In bytes: as large as a registry takes. */
    public static final int LARGEST_DOCUMENT = 4 << 20;

    /** The annotation with a tag. */
    public static final String REFERENCE_NAME = "org.opencontainers.image.ref.name";

    /** The annotation with a whole name. */
    public static final String IMAGE_NAME = "io.containerd.image.name";

    private LayoutFiles() {}

    public static Path blob(Path folder, Digest digest) {
        return folder.resolve(BLOBS).resolve(digest.algorithm()).resolve(digest.hex());
    }

    /** The image of this name or tag. */
    public static Optional<ContentDescriptor> find(List<ContentDescriptor> images, String name) {
        return Stream.of(IMAGE_NAME, REFERENCE_NAME)
                .flatMap(key -> images.stream()
                        .filter(image -> name.equals(image.annotations().get(key))))
                .findFirst();
    }

    /** The same, or else the only one there is. */
    public static Optional<ContentDescriptor> findOrOnly(List<ContentDescriptor> images, String name) {
        return find(images, name).or(() -> images.size() == 1 ? Optional.of(images.get(0)) : Optional.empty());
    }
}
