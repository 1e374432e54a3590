package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Makes one tar of several platforms' ones, each in a folder of its own, as BuildKit does when it builds them together. */
final class TarJoiner {
    private TarJoiner() {}

    static void join(Map<Platform, Path> parts, ArchiveWriter writer) throws IOException {
        for (Map.Entry<Platform, Path> part : parts.entrySet()) {
            String folder = PlatformFolders.of(part.getKey()) + "/";
            writer.folder(folder);
            writer.copyAll(part.getValue(), folder, name -> true);
        }
    }
}
