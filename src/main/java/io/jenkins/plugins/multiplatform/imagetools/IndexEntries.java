package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.regex.Pattern;

/** Which entries of an index are platforms. */
final class IndexEntries {
    private static final Platform UNKNOWN = Platform.of("unknown", "unknown");
    private static final Pattern REVISION = Pattern.compile("^([0-9]+\\.[0-9]+\\.[0-9]+)\\..*$");

    private IndexEntries() {}

    /** Provenance or SBOM of another entry, by its annotation or by the platform that they are given. */
    static boolean isAttestation(ContentDescriptor entry) {
        return entry.isAttestation()
                || entry.declaredPlatform().filter(UNKNOWN::equals).isPresent();
    }

    /** What a newer image of the same platform has too: of Windows' version not the revision, which changes monthly. */
    static Platform place(Platform platform) {
        Platform known = platform.normalize();
        String version = known.os().equals("windows")
                ? REVISION.matcher(known.osVersion()).replaceFirst("$1")
                : known.osVersion();
        return new Platform(known.os(), known.architecture(), known.variant(), version, known.osFeatures());
    }
}
