package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The list of images that a layout in a folder has, each under a name.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/client/ociindex/ociindex.go">as BuildKit's client keeps it</a>
 */
final class LayoutIndex {
    static final String REFERENCE_NAME = "org.opencontainers.image.ref.name";

    private static final String VERSION_FILE = "oci-layout";
    private static final String VERSION = "{\"imageLayoutVersion\":\"1.0.0\"}";
    private static final String IMAGE_NAME = "io.containerd.image.name";
    private static final long LARGEST = 4 << 20;

    private final Path folder;
    private final Path file;
    private final List<ContentDescriptor> images = new ArrayList<>();

    private LayoutIndex(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("index.json");
    }

    /** @throws IOException if there is something else in its place */
    static LayoutIndex read(Path folder) throws IOException {
        LayoutIndex index = new LayoutIndex(folder);
        if (index.exists()) {
            index.images.addAll(index.parse());
        }
        return index;
    }

    /** Adds one image to what is there; all who add to one folder wait for each other. */
    static synchronized void add(Path folder, ContentDescriptor image) throws IOException {
        LayoutIndex index = read(folder);
        index.put(image);
        index.write();
    }

    boolean exists() {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    private List<ContentDescriptor> parse() throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST) {
            throw new IOException("could not read " + file + ": it is no index of an image layout");
        }
        try {
            return ImageIndex.parse(Files.readAllBytes(file)).manifests();
        } catch (MalformedImageException e) {
            throw new IOException("could not read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The image of this name or tag. */
    Optional<ContentDescriptor> find(String name) {
        return Stream.of(IMAGE_NAME, REFERENCE_NAME)
                .flatMap(key -> images.stream()
                        .filter(image -> name.equals(image.annotations().get(key))))
                .findFirst();
    }

    /** The only image. */
    Optional<ContentDescriptor> single() {
        return images.size() == 1 ? Optional.of(images.get(0)) : Optional.empty();
    }

    /** Adds an image, in the place of one that has its name. */
    void put(ContentDescriptor image) {
        images.removeIf(other -> Stream.of(REFERENCE_NAME, IMAGE_NAME)
                .allMatch(name -> Objects.equals(
                        image.annotations().get(name), other.annotations().get(name))));
        images.add(image);
    }

    /** All at once: a reader sees the old one or the new one. */
    void write() throws IOException {
        AtomicFile.write(folder.resolve(VERSION_FILE), VERSION);
        AtomicFile.write(
                file,
                new String(ImageIndex.of(MediaTypes.OCI_INDEX, images, Map.of()).content(), StandardCharsets.UTF_8));
    }
}
