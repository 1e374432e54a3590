package io.jenkins.plugins.multiplatform.image;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of image documents in the order of the Go types that buildx writes them from, empty ones left out.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/tree/main/specs-go/v1">image-spec's types</a>
 */
final class DocumentFields {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** The head that index and manifest share. */
    static DocumentFields versioned(String mediaType, String artifactType) {
        DocumentFields document = new DocumentFields();
        document.fields.put("schemaVersion", 2);
        return document.put("mediaType", mediaType).put("artifactType", artifactType);
    }

    static Map<String, Object> of(ContentDescriptor descriptor) {
        DocumentFields document = new DocumentFields();
        document.fields.put("mediaType", descriptor.mediaType());
        document.fields.put("digest", descriptor.digest().toString());
        document.fields.put("size", descriptor.size());
        document.put("urls", descriptor.urls())
                .put("annotations", descriptor.annotations())
                .put("data", descriptor.data());
        descriptor.declaredPlatform().ifPresent(platform -> document.fields.put("platform", of(platform)));
        return document.put("artifactType", descriptor.artifactType()).map();
    }

    private static Map<String, Object> of(Platform platform) {
        DocumentFields document = new DocumentFields();
        document.fields.put("architecture", platform.architecture());
        document.fields.put("os", platform.os());
        return document.put("os.version", platform.osVersion())
                .put("os.features", platform.osFeatures())
                .put("variant", platform.variant())
                .map();
    }

    DocumentFields put(String name, String value) {
        if (!value.isEmpty()) {
            fields.put(name, value);
        }
        return this;
    }

    private DocumentFields put(String name, List<String> values) {
        if (!values.isEmpty()) {
            fields.put(name, values);
        }
        return this;
    }

    DocumentFields put(String name, Map<String, String> values) {
        if (!values.isEmpty()) {
            fields.put(name, GoJson.sorted(values));
        }
        return this;
    }

    DocumentFields put(String name, @CheckForNull ContentDescriptor descriptor) {
        if (descriptor != null) {
            fields.put(name, of(descriptor));
        }
        return this;
    }

    /** Always written, also when empty. */
    DocumentFields putAll(String name, List<ContentDescriptor> descriptors) {
        fields.put(name, descriptors.stream().map(DocumentFields::of).toList());
        return this;
    }

    Map<String, Object> map() {
        return fields;
    }
}
