package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.platform.GoQuote;
import java.util.List;
import java.util.Locale;

/** Whose media type an index gets. */
public enum IndexKind {
    /** As buildx: Docker's if all its entries are Docker's, else OCI's. */
    AUTO,
    OCI,
    DOCKER;

    /** @param text a name in any case; empty for {@link #AUTO} */
    public static IndexKind parse(String text) throws ImageToolsException {
        for (IndexKind kind : values()) {
            if (kind.name().equalsIgnoreCase(text)) {
                return kind;
            }
        }
        if (text.isEmpty()) {
            return AUTO;
        }
        throw new ImageToolsException("invalid media types " + GoQuote.quote(text) + ": valid are auto, oci, docker");
    }

    /** @throws ImageToolsException if Docker's is wanted for entries that are not */
    String mediaType(List<ContentDescriptor> entries) throws ImageToolsException {
        List<String> foreign = entries.stream()
                .filter(entry -> !MediaTypes.isDocker(entry.mediaType()))
                .map(entry -> entry.digest().toString())
                .toList();
        if (this == DOCKER && !foreign.isEmpty()) {
            throw new ImageToolsException("a Docker manifest list can hold Docker's manifests only; these are not: "
                    + String.join(", ", foreign));
        }
        return this != OCI && foreign.isEmpty() ? MediaTypes.DOCKER_LIST : MediaTypes.OCI_INDEX;
    }

    /** Whether an index of this media type can stay as it is. */
    boolean allows(String mediaType) {
        return switch (this) {
            case AUTO -> true;
            case OCI -> mediaType.equals(MediaTypes.OCI_INDEX);
            case DOCKER -> mediaType.equals(MediaTypes.DOCKER_LIST);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
