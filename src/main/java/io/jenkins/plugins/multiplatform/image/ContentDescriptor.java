package io.jenkins.plugins.multiplatform.image;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Points at content in a registry: what it is, its digest, its size in bytes.
 *
 * @param mediaType may be empty in documents of others
 * @param urls other places to download it from; mostly empty
 * @param data the content itself in base64, for small content; mostly empty
 * @param platform as written in the document, not normalised; null where the entry names none
 * @param artifactType empty for images
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/descriptor.md">descriptor</a>
 */
public record ContentDescriptor(
        String mediaType,
        Digest digest,
        long size,
        List<String> urls,
        Map<String, String> annotations,
        String data,
        @CheckForNull Platform platform,
        String artifactType)
        implements Serializable {
    /** The annotation of an entry that says what it is to another one. */
    public static final String REFERENCE_TYPE = "vnd.docker.reference.type";

    /** The annotation that names the other one. */
    public static final String REFERENCE_DIGEST = "vnd.docker.reference.digest";

    /** The value of {@link #REFERENCE_TYPE} for what BuildKit attests. */
    public static final String ATTESTATION = "attestation-manifest";

    public ContentDescriptor {
        Objects.requireNonNull(mediaType, "mediaType");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(artifactType, "artifactType");
        if (size < 0) {
            throw new IllegalArgumentException("negative size " + size);
        }
        urls = List.copyOf(urls);
        annotations = Map.copyOf(annotations);
    }

    public static ContentDescriptor of(String mediaType, Digest digest, long size) {
        return new ContentDescriptor(mediaType, digest, size, List.of(), Map.of(), "", null, "");
    }

    /**
     * Reads a descriptor that stands alone, as users write it into a file.
     *
     * @param document at most 4 MiB
     * @throws MalformedImageException in buildx's words if it is a manifest or an index, or has no digest
     */
    public static ContentDescriptor parse(byte[] document) throws MalformedImageException {
        return DescriptorReader.parse(document);
    }

    /** {@link #platform()} for those who want no null. */
    public Optional<Platform> declaredPlatform() {
        return Optional.ofNullable(platform);
    }

    public ContentDescriptor withMediaType(String newMediaType) {
        return new ContentDescriptor(newMediaType, digest, size, urls, annotations, data, platform, artifactType);
    }

    public ContentDescriptor withPlatform(@CheckForNull Platform newPlatform) {
        return new ContentDescriptor(mediaType, digest, size, urls, annotations, data, newPlatform, artifactType);
    }

    /** Replaces all annotations. */
    public ContentDescriptor withAnnotations(Map<String, String> newAnnotations) {
        return new ContentDescriptor(mediaType, digest, size, urls, newAnnotations, data, platform, artifactType);
    }

    /** The fields in Go's order, empty ones left out, for {@link GoJson#marshalIndent}. */
    public Map<String, Object> fields() {
        return DocumentFields.of(this);
    }

    public boolean isIndex() {
        return MediaTypes.isIndex(mediaType);
    }

    /** Whether this entry of an index is BuildKit's provenance or SBOM of another entry, and so no platform. */
    public boolean isAttestation() {
        return ATTESTATION.equals(annotations.get(REFERENCE_TYPE));
    }

    /** The entry that an attestation is about; text, since it comes from the document unchecked. */
    public Optional<String> attestedDigest() {
        return isAttestation() ? Optional.ofNullable(annotations.get(REFERENCE_DIGEST)) : Optional.empty();
    }
}
