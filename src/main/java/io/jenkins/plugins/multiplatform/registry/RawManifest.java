package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.ImageManifest;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A manifest or index exactly as it stands in a registry: written again it would be another one. Immutable. */
public final class RawManifest implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String mediaType;
    private final Digest digest;
    private final byte[] content;

    private RawManifest(String mediaType, Digest digest, byte[] content) {
        this.mediaType = Objects.requireNonNull(mediaType);
        this.digest = digest;
        this.content = content;
    }

    /** With the sha256 of the content as its digest. */
    public static RawManifest of(String mediaType, byte[] content) {
        byte[] copy = content.clone();
        return new RawManifest(mediaType, Digest.of(copy), copy);
    }

    /** @param digest known to be the content's, by whichever algorithm */
    public static RawManifest of(String mediaType, Digest digest, byte[] content) {
        return new RawManifest(mediaType, digest, content.clone());
    }

    public String mediaType() {
        return mediaType;
    }

    public Digest digest() {
        return digest;
    }

    public int size() {
        return content.length;
    }

    /** A copy. */
    public byte[] content() {
        return content.clone();
    }

    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    public ContentDescriptor descriptor() {
        return ContentDescriptor.of(mediaType, digest, size());
    }

    /**
     * Whether it names another manifest as its subject. It is put after that: some registries do not take it sooner.
     * False for what can't be read.
     */
    public boolean hasSubject() {
        try {
            return MediaTypes.isIndex(mediaType)
                    ? ImageIndex.parse(content).subject().isPresent()
                    : ImageManifest.parse(content).subject().isPresent();
        } catch (MalformedImageException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return mediaType + " " + digest;
    }
}
