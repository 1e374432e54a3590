package io.jenkins.plugins.multiplatform.image;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One platform's image, or an attestation: a configuration and layers. Knows the bytes that it was read from or is
 * written as. Immutable.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/manifest.md">image manifest</a>
 */
public final class ImageManifest implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int MAXIMUM_BYTES = 4 * 1024 * 1024;

    private final String mediaType;
    private final String artifactType;
    private final ContentDescriptor config;
    private final List<ContentDescriptor> layers;

    @CheckForNull
    private final ContentDescriptor subject;

    private final Map<String, String> annotations;
    private final byte[] content;

    private ImageManifest(Reader fields, ContentDescriptor config, byte[] content) {
        this.mediaType = fields.mediaType;
        this.artifactType = fields.artifactType;
        this.config = config;
        this.layers = List.copyOf(fields.layers);
        this.subject = fields.subject;
        this.annotations = Map.copyOf(fields.annotations);
        this.content = content;
    }

    /** @param document at most 4 MiB, which is also what registries take */
    public static ImageManifest parse(byte[] document) throws MalformedImageException {
        Reader reader = new Reader();
        byte[] content = document.clone();
        JsonFields.read("image manifest", content, MAXIMUM_BYTES, reader::field);
        if (reader.isSchema1) {
            throw new MalformedImageException(
                    "image manifest has Docker's schema version 1 of before 2015: push the image again");
        }
        if (reader.hasIndexFields) {
            throw new MalformedImageException("image manifest is malformed: it has manifests, which only an index has");
        }
        ContentDescriptor config = reader.config;
        if (config == null) {
            throw new MalformedImageException("image manifest is malformed: it has no config");
        }
        return new ImageManifest(reader, config, content);
    }

    /** Puts a manifest together as Go would write it. */
    public static ImageManifest of(
            String mediaType,
            ContentDescriptor config,
            List<ContentDescriptor> layers,
            Map<String, String> annotations) {
        Reader fields = new Reader();
        fields.mediaType = mediaType;
        fields.layers = layers;
        fields.annotations = annotations;
        Map<String, Object> document = DocumentFields.versioned(mediaType, "")
                .put("config", config)
                .putAll("layers", layers)
                .put("annotations", annotations)
                .map();
        return new ImageManifest(fields, config, GoJson.marshalIndent(document));
    }

    /** Empty where the document does not say, as OCI allows. */
    public String mediaType() {
        return mediaType;
    }

    public String artifactType() {
        return artifactType;
    }

    public ContentDescriptor config() {
        return config;
    }

    public List<ContentDescriptor> layers() {
        return layers;
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

    /** What points at this manifest; an OCI manifest where the document does not say. */
    public ContentDescriptor descriptor() {
        String type = mediaType.isEmpty() ? MediaTypes.OCI_MANIFEST : mediaType;
        return ContentDescriptor.of(type, Digest.of(content), content.length);
    }

    private static final class Reader {
        private String mediaType = "";
        private String artifactType = "";

        @CheckForNull
        private ContentDescriptor config;

        private List<ContentDescriptor> layers = List.of();

        @CheckForNull
        private ContentDescriptor subject;

        private Map<String, String> annotations = Map.of();
        private boolean hasIndexFields;
        private boolean isSchema1;

        private boolean field(String name, JsonFields value) throws IOException, MalformedImageException {
            switch (name) {
                case "mediaType" -> mediaType = value.string();
                case "artifactType" -> artifactType = value.string();
                case "config" -> config = DescriptorReader.readOptional(value);
                case "layers" -> layers = value.list(DescriptorReader::read);
                case "subject" -> subject = DescriptorReader.readOptional(value);
                case "annotations" -> annotations = value.stringMap();
                case "schemaVersion" -> isSchema1 = value.integer() == 1;
                default -> {
                    hasIndexFields |= name.equals("manifests");
                    return false;
                }
            }
            return true;
        }
    }
}
