package io.jenkins.plugins.multiplatform.buildkit.output;

import java.nio.file.Path;
import java.util.UUID;

/** Names of files that are being written. */
final class PartNames {
    private PartNames() {}

    /** In the same folder, so that moving it there is one step; short, for the last name may be as long as names go. */
    static Path beside(Path file) {
        return file.resolveSibling(".mpb-" + UUID.randomUUID() + ".part");
    }
}
