package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Makes one OCI archive of several platforms' ones: their blobs together, and one index of their images. */
final class OciJoiner {
    private OciJoiner() {}

    static void join(Map<Platform, Path> parts, ArchiveWriter writer) throws IOException {
        OciParts all = OciParts.read(parts);
        ImageIndex index = all.index();
        writer.folder(OciParts.BLOBS);
        writer.folder(OciParts.SHA256);
        writer.file(OciParts.SHA256 + index.descriptor().digest().hex(), index.content());
        writer.file(
                OciParts.INDEX,
                ImageIndex.of(MediaTypes.OCI_INDEX, all.names(index), Map.of()).content());
        for (Path part : parts.values()) {
            writer.copyAll(part, "", name -> !all.isReplaced(name));
        }
    }
}
