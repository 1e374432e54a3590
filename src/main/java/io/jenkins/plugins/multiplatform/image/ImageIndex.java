package io.jenkins.plugins.multiplatform.image;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The list of an image's platforms: an OCI index or Docker's manifest list. Knows the bytes that it was read from or is
 * written as, since they are what its digest is of. Immutable.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-index.md">image index</a>
 */
public final class ImageIndex implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int MAXIMUM_BYTES = 4 * 1024 * 1024;

    private final String mediaType;
    private final String artifactType;
    private final List<ContentDescriptor> manifests;

    @CheckForNull
    private final ContentDescriptor subject;

    private final Map<String, String> annotations;
    private final byte[] content;

    private ImageIndex(Reader fields, byte[] content) {
        this.mediaType = fields.mediaType;
        this.artifactType = fields.artifactType;
        this.manifests = List.copyOf(fields.manifests);
        this.subject = fields.subject;
        this.annotations = Map.copyOf(fields.annotations);
        this.content = content;
    }

    /** @param document at most 4 MiB, which is also what registries take */
    public static ImageIndex parse(byte[] document) throws MalformedImageException {
        Reader reader = new Reader();
        byte[] content = document.clone();
        JsonFields.read("image index", content, MAXIMUM_BYTES, reader::field);
        if (reader.hasManifestFields) {
            throw new MalformedImageException(
                    "image index is malformed: it has config or layers, which only a manifest has");
        }
        if (!reader.hasManifests) {
            throw new MalformedImageException("image index is malformed: it has no manifests");
        }
        return new ImageIndex(reader, content);
    }

    /** Puts an index together; the same arguments always give the same bytes, and those are buildx's. */
    public static ImageIndex of(String mediaType, List<ContentDescriptor> manifests, Map<String, String> annotations) {
        Reader fields = new Reader();
        fields.mediaType = mediaType;
        fields.manifests = List.copyOf(manifests);
        fields.annotations = annotations;
        return of(fields);
    }

    private static ImageIndex of(Reader fields) {
        Map<String, Object> document = DocumentFields.versioned(fields.mediaType, fields.artifactType)
                .putAll("manifests", fields.manifests)
                .put("subject", fields.subject)
                .put("annotations", fields.annotations)
                .map();
        return new ImageIndex(fields, GoJson.marshalIndent(document));
    }

    /** The same index with other entries, written anew. */
    public ImageIndex withManifests(List<ContentDescriptor> newManifests) {
        Reader fields = new Reader();
        fields.mediaType = mediaType;
        fields.artifactType = artifactType;
        fields.manifests = List.copyOf(newManifests);
        fields.subject = subject;
        fields.annotations = annotations;
        return of(fields);
    }

    /** Empty where the document does not say, as OCI allows. */
    public String mediaType() {
        return mediaType;
    }

    public String artifactType() {
        return artifactType;
    }

    /** Attestations included, in the order of the document. */
    public List<ContentDescriptor> manifests() {
        return manifests;
    }

    public Optional<ContentDescriptor> subject() {
        return Optional.ofNullable(subject);
    }

    public Map<String, String> annotations() {
        return annotations;
    }

    /** The exact document. */
    public byte[] content() {
        return content.clone();
    }

    /** What points at this index; an OCI index where the document does not say. */
    public ContentDescriptor descriptor() {
        String type = mediaType.isEmpty() ? MediaTypes.OCI_INDEX : mediaType;
        return ContentDescriptor.of(type, Digest.of(content), content.length);
    }

    private static final class Reader {
        private String mediaType = "";
        private String artifactType = "";
        private List<ContentDescriptor> manifests = List.of();

        @CheckForNull
        private ContentDescriptor subject;

        private Map<String, String> annotations = Map.of();
        private boolean hasManifests;
        private boolean hasManifestFields;

        private boolean field(String name, JsonFields value) throws IOException, MalformedImageException {
            switch (name) {
                case "mediaType" -> mediaType = value.string();
                case "artifactType" -> artifactType = value.string();
                case "manifests" -> {
                    manifests = value.list(DescriptorReader::read);
                    hasManifests = true;
                }
                case "subject" -> subject = DescriptorReader.readOptional(value);
                case "annotations" -> annotations = value.stringMap();
                case "config", "layers", "fsLayers" -> {
                    hasManifestFields = true;
                    return false;
                }
                default -> {
                    return false;
                }
            }
            return true;
        }
    }
}
