package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.platform.Platform;

/** Which entries of an index are platforms. */
final class IndexEntries {
    private static final Platform UNKNOWN = Platform.of("unknown", "unknown");

    private IndexEntries() {}

    /** Provenance or SBOM of another entry, by its annotation or by the platform that they are given. */
    static boolean isAttestation(ContentDescriptor entry) {
        return entry.isAttestation()
                || entry.declaredPlatform().filter(UNKNOWN::equals).isPresent();
    }
}
