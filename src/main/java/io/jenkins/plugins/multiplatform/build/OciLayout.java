package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.context.Location;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.LayoutFiles;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * An image layout in a folder, which may have images already: what it has stays, but for an image of the same name. Its
 * index is written last, so that it never names what is not there.
 */
final class OciLayout {
    private final Location folder;
    private final LayoutBlobs blobs;

    OciLayout(Location folder) {
        this.folder = folder;
        this.blobs = LayoutBlobs.of(folder);
    }

    /**
     * @param archives of the platforms
     * @param joined whether they make one image together; else there is one alone
     */
    void put(Map<Platform, Path> archives, boolean joined) throws IOException {
        OciParts parts = OciParts.read(archives);
        // What is wrong with the index that is there is found before anything is written.
        LayoutIndex images = LayoutIndex.read(folder);
        for (Path archive : archives.values()) {
            unpack(archive, parts, joined);
        }
        List<ContentDescriptor> added = parts.single();
        if (joined) {
            ImageIndex index = parts.index();
            blobs.write(index.descriptor().digest(), new ByteArrayInputStream(index.content()));
            added = parts.names(index);
        }
        added.forEach(image -> images.put(withName(image)));
        images.write();
    }

    private static ContentDescriptor withName(ContentDescriptor image) {
        if (image.annotations().containsKey(LayoutFiles.REFERENCE_NAME)) {
            return image;
        }
        Map<String, String> annotations = new HashMap<>(image.annotations());
        annotations.put(LayoutFiles.REFERENCE_NAME, "latest");
        return image.withAnnotations(annotations);
    }

    private void unpack(Path archive, OciParts parts, boolean joined) throws IOException {
        try (PartReader in = new PartReader(archive)) {
            for (Optional<TarArchiveEntry> entry = in.next(); entry.isPresent(); entry = in.next()) {
                String name = entry.get().getName();
                if (entry.get().isFile() && name.startsWith(OciParts.BLOBS) && !(joined && parts.isReplaced(name))) {
                    blobs.write(digest(name), in.content());
                }
            }
        }
    }

    /** A name is never more than a digest: it leads nowhere else. */
    private static Digest digest(String name) throws IOException {
        try {
            return Digest.parse(name.substring(OciParts.BLOBS.length()).replace('/', ':'));
        } catch (InvalidReferenceException e) {
            throw new IOException("an OCI archive that a node sent has a file that is no blob", e);
        }
    }
}
