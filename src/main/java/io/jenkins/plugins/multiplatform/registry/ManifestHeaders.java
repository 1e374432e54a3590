package io.jenkins.plugins.multiplatform.registry;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What the headers of a manifest say, held against the manifest itself. */
final class ManifestHeaders {
    static final String ACCEPT = String.join(", ", MediaTypes.MANIFESTS_AND_INDEXES);
    static final String DIGEST = "Docker-Content-Digest";

    private ManifestHeaders() {}

    static Optional<Digest> digest(RegistryAnswer<?> answer, String action) throws RegistryException {
        Optional<String> header = answer.header(DIGEST).map(String::trim).filter(value -> !value.isEmpty());
        if (header.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Digest.parse(header.get()));
        } catch (InvalidReferenceException e) {
            throw new RegistryException(
                    RegistryException.message(action, "the registry's " + DIGEST + " is no digest: " + e.getMessage()),
                    e);
        }
    }

    /** Without parameters, lower case; empty where the registry does not know what it sends. */
    static String contentType(RegistryAnswer<?> answer) {
        String value = answer.header("Content-Type").orElse("");
        int semicolon = value.indexOf(';');
        String type =
                (semicolon < 0 ? value : value.substring(0, semicolon)).trim().toLowerCase(Locale.ROOT);
        boolean vague = type.equals("application/json") || type.equals("application/octet-stream");
        return vague || type.startsWith("text/") ? "" : type;
    }

    /**
     * The media type that header and document agree on. Where they do not, two readers of one digest would see two
     * images, so the document is refused as the specification recommends.
     */
    static String mediaType(RegistryAnswer<?> answer, byte[] content, String action) throws RegistryException {
        String header = contentType(answer);
        String document = ownMediaType(content, action);
        if (header.isEmpty() && document.isEmpty()) {
            throw new RegistryException(
                    RegistryException.message(action, "neither the registry nor the manifest tells its media type"));
        }
        if (!header.isEmpty() && !document.isEmpty() && !header.equals(document)) {
            throw new RegistryException(RegistryException.message(
                    action,
                    "the registry says that its media type is " + header + ", the manifest itself says " + document));
        }
        return header.isEmpty() ? document : header;
    }

    private static String ownMediaType(byte[] content, String action) throws RegistryException {
        try {
            if (JsonParser.parseString(new String(content, StandardCharsets.UTF_8)) instanceof JsonObject object) {
                return object.get("mediaType") != null
                                && object.get("mediaType").isJsonPrimitive()
                        ? object.get("mediaType").getAsString()
                        : "";
            }
        } catch (JsonParseException | StackOverflowError e) {
            // told below
        }
        throw new RegistryException(
                RegistryException.message(action, "the answer is no manifest: it is not a JSON object"));
    }
}
