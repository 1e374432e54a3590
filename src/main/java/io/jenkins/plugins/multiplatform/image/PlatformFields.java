package io.jenkins.plugins.multiplatform.image;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.util.List;

/** Collects a platform's fields, which descriptors and image configurations name alike. */
final class PlatformFields {
    private String os = "";
    private String architecture = "";
    private String variant = "";
    private String osVersion = "";
    private List<String> osFeatures = List.of();

    /** Null where the document has {@code null}. */
    @CheckForNull
    static Platform readOptional(JsonFields json) throws IOException, MalformedImageException {
        if (json.isNull()) {
            json.string();
            return null;
        }
        PlatformFields fields = new PlatformFields();
        json.object(fields::field);
        return fields.platform();
    }

    boolean field(String name, JsonFields value) throws IOException, MalformedImageException {
        switch (name) {
            case "os" -> os = value.string();
            case "architecture" -> architecture = value.string();
            case "variant" -> variant = value.string();
            case "os.version" -> osVersion = value.string();
            case "os.features" -> osFeatures = value.strings();
            default -> {
                return false;
            }
        }
        return true;
    }

    Platform platform() {
        return new Platform(os, architecture, variant, osVersion, osFeatures);
    }
}
