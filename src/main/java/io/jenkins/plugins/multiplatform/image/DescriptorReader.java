package io.jenkins.plugins.multiplatform.image;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Collects the fields of one descriptor, whatever their order. */
final class DescriptorReader {
    private static final int MAXIMUM_BYTES = 4 * 1024 * 1024;

    private String mediaType = "";
    private String digest = "";
    private long size;
    private List<String> urls = List.of();
    private Map<String, String> annotations = Map.of();
    private String data = "";

    @CheckForNull
    private Platform platform;

    private String artifactType = "";

    private DescriptorReader() {}

    static ContentDescriptor read(JsonFields json) throws IOException, MalformedImageException {
        DescriptorReader reader = new DescriptorReader();
        json.object(reader::field);
        return reader.descriptor();
    }

    static ContentDescriptor parse(byte[] document) throws MalformedImageException {
        DescriptorReader reader = new DescriptorReader();
        long[] schemaVersion = new long[1];
        JsonFields.read("descriptor", document, MAXIMUM_BYTES, (name, value) -> {
            if (name.equals("schemaVersion")) {
                schemaVersion[0] = value.integer();
                return true;
            }
            return reader.field(name, value);
        });
        if (schemaVersion[0] != 0) {
            throw new MalformedImageException(
                    "expected an OCI content descriptor, got a manifest or index (schemaVersion " + schemaVersion[0]
                            + ")");
        }
        if (reader.digest.isEmpty()) {
            throw new MalformedImageException("invalid descriptor: digest is required");
        }
        return reader.descriptor();
    }

    /** Null where the document has {@code null}. */
    @CheckForNull
    static ContentDescriptor readOptional(JsonFields json) throws IOException, MalformedImageException {
        if (json.isNull()) {
            json.string();
            return null;
        }
        return read(json);
    }

    private boolean field(String name, JsonFields value) throws IOException, MalformedImageException {
        switch (name) {
            case "mediaType" -> mediaType = value.string();
            case "digest" -> digest = value.string();
            case "size" -> size = value.integer();
            case "urls" -> urls = value.strings();
            case "annotations" -> annotations = value.stringMap();
            case "data" -> data = canonicalBase64(value.string());
            case "platform" -> platform = PlatformFields.readOptional(value);
            case "artifactType" -> artifactType = value.string();
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String canonicalBase64(String text) throws MalformedImageException {
        try {
            byte[] content = Base64.getDecoder().decode(text.replace("\r", "").replace("\n", ""));
            return Base64.getEncoder().encodeToString(content);
        } catch (IllegalArgumentException e) {
            throw new MalformedImageException("data of a descriptor is not base64: " + e.getMessage(), e);
        }
    }

    private ContentDescriptor descriptor() throws MalformedImageException {
        if (size < 0) {
            throw new MalformedImageException("descriptor of " + digest + " has the negative size " + size);
        }
        try {
            return new ContentDescriptor(
                    mediaType, Digest.parse(digest), size, urls, annotations, data, platform, artifactType);
        } catch (InvalidReferenceException e) {
            throw new MalformedImageException("descriptor has the digest \"" + digest + "\": " + e.getMessage(), e);
        }
    }
}
