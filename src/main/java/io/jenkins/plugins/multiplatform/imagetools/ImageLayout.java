package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.ImageManifest;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.LayoutFiles;
import io.jenkins.plugins.multiplatform.image.LayoutReference;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.registry.ImageContent;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Images in a folder of this machine. Files are only found by their digests, and links are not followed.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md">image layout</a>
 */
final class ImageLayout implements ImageContent {
    private final Path folder;

    ImageLayout(Path folder) {
        this.folder = folder;
    }

    static ImageLayout of(LayoutReference place) {
        return new ImageLayout(Path.of(place.path()).toAbsolutePath().normalize());
    }

    /** Which image is meant: of this digest, or of this tag, or the only one there is. */
    ContentDescriptor find(LayoutReference wanted) throws IOException {
        List<ContentDescriptor> images = index();
        if (!wanted.digest().isEmpty()) {
            Optional<ContentDescriptor> listed = images.stream()
                    .filter(image -> image.digest().toString().equals(wanted.digest()))
                    .findFirst();
            return listed.isPresent() ? listed.get() : unlisted(wanted.digest());
        }
        return LayoutFiles.findOrOnly(images, wanted.tag())
                .orElseThrow(() -> new IOException("it has " + images.size() + " images, and none of the name "
                        + wanted.tag() + ": give one of their tags, or a digest"));
    }

    private List<ContentDescriptor> index() throws IOException {
        byte[] content = read(folder.resolve(LayoutFiles.INDEX), LayoutFiles.LARGEST_DOCUMENT);
        try {
            return ImageIndex.parse(content).manifests();
        } catch (MalformedImageException e) {
            throw new IOException(LayoutFiles.INDEX + ": " + e.getMessage(), e);
        }
    }

    /** Its own word for what it is counts, as there is no other. */
    private ContentDescriptor unlisted(String text) throws IOException {
        try {
            Digest digest = Digest.parse(text);
            byte[] content = checked(digest, LayoutFiles.LARGEST_DOCUMENT);
            return ContentDescriptor.of(mediaType(content), digest, content.length);
        } catch (InvalidReferenceException | MalformedImageException e) {
            throw new IOException(text + ": " + e.getMessage(), e);
        }
    }

    private static String mediaType(byte[] content) throws MalformedImageException {
        try {
            return ImageIndex.parse(content).descriptor().mediaType();
        } catch (MalformedImageException e) {
            return ImageManifest.parse(content).descriptor().mediaType();
        }
    }

    @Override
    public RawManifest manifest(ContentDescriptor manifest) throws IOException {
        return RawManifest.of(
                manifest.mediaType(), manifest.digest(), checked(manifest.digest(), LayoutFiles.LARGEST_DOCUMENT));
    }

    byte[] blob(ContentDescriptor blob, int mostBytes) throws IOException {
        return checked(blob.digest(), mostBytes);
    }

    private byte[] checked(Digest digest, int most) throws IOException {
        byte[] content = read(LayoutFiles.blob(folder, digest), most);
        if (!digest.isHash(digest.newMessageDigest().digest(content))) {
            throw new IOException("the file of " + digest + " has another content");
        }
        return content;
    }

    @Override
    public InputStream open(ContentDescriptor blob) throws IOException {
        Path path = LayoutFiles.blob(folder, blob.digest());
        requireFile(path);
        return Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
    }

    private byte[] read(Path path, int most) throws IOException {
        requireFile(path);
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(most + 1);
            if (content.length > most) {
                throw new IOException(folder.relativize(path) + " has more than " + most + " bytes");
            }
            return content;
        }
    }

    private void requireFile(Path path) throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(folder.relativize(path) + ": no such file");
        }
    }

    @Override
    public String toString() {
        return LayoutReference.PREFIX + folder;
    }
}
