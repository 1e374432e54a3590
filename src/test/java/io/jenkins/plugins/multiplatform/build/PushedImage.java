package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.ImageManifest;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** What stands in a registry, read back by tests. */
final class PushedImage {
    private static final int BLOCK = 512;
    private final RegistryClient registry = Engines.anonymous().client();
    private final Reference reference;

    PushedImage(String reference) throws Exception {
        this.reference = Reference.parseNormalized(reference).withDefaultTag();
    }

    Optional<RawManifest> manifest() throws Exception {
        return registry.getManifest(reference);
    }

    /** The platforms. */
    List<ContentDescriptor> entries() throws Exception {
        return index().manifests().stream()
                .filter(entry -> !entry.isAttestation())
                .toList();
    }

    List<ContentDescriptor> attestations() throws Exception {
        return index().manifests().stream()
                .filter(ContentDescriptor::isAttestation)
                .toList();
    }

    ImageIndex index() throws Exception {
        return ImageIndex.parse(manifest().orElseThrow().content());
    }

    /** What an entry names. */
    ImageManifest manifest(ContentDescriptor entry) throws Exception {
        return ImageManifest.parse(registry.getManifest(reference.withDigest(entry.digest()))
                .orElseThrow()
                .content());
    }

    byte[] blob(ContentDescriptor descriptor) throws Exception {
        return registry.getBlob(reference, descriptor);
    }

    /** A file of one platform's newest layer that has it. */
    byte[] file(Platform platform, String path) throws Exception {
        ContentDescriptor entry = entries().stream()
                .filter(descriptor ->
                        descriptor.declaredPlatform().filter(platform::equals).isPresent())
                .findFirst()
                .orElseThrow();
        RawManifest manifest =
                registry.getManifest(reference.withDigest(entry.digest())).orElseThrow();
        List<ContentDescriptor> layers = ImageManifest.parse(manifest.content()).layers();
        for (int i = layers.size() - 1; i >= 0; i--) {
            Optional<byte[]> found = find(registry.getBlob(reference, layers.get(i)), path);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new IllegalStateException(reference + " has no " + path + " for " + platform);
    }

    String text(Platform platform, String path) throws Exception {
        return new String(file(platform, path), StandardCharsets.UTF_8);
    }

    private static Optional<byte[]> find(byte[] layer, String path) throws IOException {
        try (InputStream tar = new GZIPInputStream(new ByteArrayInputStream(layer))) {
            for (byte[] header = tar.readNBytes(BLOCK); header.length == BLOCK; header = tar.readNBytes(BLOCK)) {
                String name = text(header, 0, 100);
                if (name.isEmpty()) {
                    return Optional.empty();
                }
                int size = Integer.parseInt(text(header, 124, 12).trim(), 8);
                byte[] content = tar.readNBytes(size);
                tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
                if (name.equals(path)) {
                    return Optional.of(content);
                }
            }
            return Optional.empty();
        }
    }

    private static String text(byte[] header, int offset, int length) {
        int end = offset;
        while (end < offset + length && header[end] != 0) {
            end++;
        }
        return new String(header, offset, end - offset, StandardCharsets.UTF_8);
    }
}
