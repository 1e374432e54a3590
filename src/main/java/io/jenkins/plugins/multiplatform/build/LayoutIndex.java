package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.context.Location;
import io.jenkins.plugins.multiplatform.context.OpenFolder;
import io.jenkins.plugins.multiplatform.context.RegularFile;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.LayoutFiles;
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
    private static final String VERSION_FILE = "oci-layout";
    private static final String VERSION = "{\"imageLayoutVersion\":\"1.0.0\"}";

    private static final Path NAME = Path.of(LayoutFiles.INDEX);

    private final Location folder;
    private final Path file;
    private final List<ContentDescriptor> images = new ArrayList<>();

    private LayoutIndex(Location folder) {
        this.folder = folder;
        this.file = folder.path().resolve(NAME);
    }

    /**
     * @param folder of the user, to which any link may lead
     * @throws IOException if there is something else in its place
     */
    static LayoutIndex read(Path folder) throws IOException {
        return read(Workspace.NONE.locateFolder(folder));
    }

    /** @throws IOException if there is something else in its place */
    static LayoutIndex read(Location folder) throws IOException {
        LayoutIndex index = new LayoutIndex(folder);
        if (index.exists()) {
            index.images.addAll(index.parse());
        }
        return index;
    }

    /** Adds one image to what is there; all who add to one folder wait for each other. */
    static synchronized void add(Path folder, ContentDescriptor image) throws IOException {
        LayoutIndex index = read(Workspace.NONE.locateFolder(folder));
        index.put(image);
        index.write();
    }

    boolean exists() {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    private List<ContentDescriptor> parse() throws IOException {
        byte[] content;
        try {
            content = RegularFile.read(
                    new Location(folder.base(), folder.names().resolve(NAME)), LayoutFiles.LARGEST_DOCUMENT);
        } catch (IOException e) {
            throw new IOException("could not read " + file + ": it is no index of an image layout", e);
        }
        try {
            return ImageIndex.parse(content).manifests();
        } catch (MalformedImageException e) {
            throw new IOException("could not read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The image of this name or tag. */
    Optional<ContentDescriptor> find(String name) {
        return LayoutFiles.find(images, name);
    }

    /** The same, or else the only one there is. */
    Optional<ContentDescriptor> findOrOnly(String name) {
        return LayoutFiles.findOrOnly(images, name);
    }

    /** Adds an image, in the place of one that has its name. */
    void put(ContentDescriptor image) {
        images.removeIf(other -> Stream.of(LayoutFiles.REFERENCE_NAME, LayoutFiles.IMAGE_NAME)
                .allMatch(name -> Objects.equals(
                        image.annotations().get(name), other.annotations().get(name))));
        images.add(image);
    }

    /** All at once: a reader sees the old one or the new one. */
    void write() throws IOException {
        try (OpenFolder open = folder.makeFolder()) {
            AtomicFile.write(open, Path.of(VERSION_FILE), VERSION);
            AtomicFile.write(
                    open,
                    NAME,
                    new String(
                            ImageIndex.of(MediaTypes.OCI_INDEX, images, Map.of())
                                    .content(),
                            StandardCharsets.UTF_8));
        }
    }
}
