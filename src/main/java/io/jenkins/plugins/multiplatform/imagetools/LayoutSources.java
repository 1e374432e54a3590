package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.ImageConfig;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.ImageManifest;
import io.jenkins.plugins.multiplatform.image.LayoutReference;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sources of an index that are in folders of this machine. They are read as if they stood in the repository that they
 * will be brought to before it is made.
 */
final class LayoutSources {
    private final List<ImageSource> sources = new ArrayList<>();
    private final List<InspectedImage> images = new ArrayList<>();
    private final Map<Digest, ImageLayout> layouts = new HashMap<>();

    private LayoutSources() {}

    /** @throws ImageToolsException if a folder has no such image, or it can't be read */
    static LayoutSources read(List<ImageSource> written) throws ImageToolsException {
        LayoutSources result = new LayoutSources();
        for (ImageSource source : written) {
            LayoutReference layout = source.layout();
            result.sources.add(layout == null ? source : result.read(source, layout));
        }
        return result;
    }

    private ImageSource read(ImageSource source, LayoutReference wanted) throws ImageToolsException {
        ImageLayout layout =
                new ImageLayout(Path.of(wanted.path()).toAbsolutePath().normalize());
        try {
            RawManifest manifest = layout.manifest(layout.find(wanted));
            Reference place = source.reference().withDigest(manifest.digest());
            List<ContentDescriptor> entries = MediaTypes.isIndex(manifest.mediaType())
                    ? ImageIndex.parse(manifest.content()).manifests()
                    : List.of();
            Platform platform = entries.isEmpty() ? platform(layout, manifest).orElse(null) : null;
            images.add(new InspectedImage(place, manifest.descriptor(), manifest.content(), entries, platform));
            layouts.put(manifest.digest(), layout);
            entries.forEach(entry -> layouts.put(entry.digest(), layout));
            return ImageSource.of(place);
        } catch (IOException | MalformedImageException e) {
            throw new ImageToolsException(wanted + ": " + e.getMessage(), e);
        }
    }

    private static Optional<Platform> platform(ImageLayout layout, RawManifest manifest)
            throws IOException, MalformedImageException {
        ContentDescriptor config = ImageManifest.parse(manifest.content()).config();
        Platform platform = ImageConfig.parse(layout.config(config)).platform();
        boolean named = !platform.os().isEmpty() && !platform.architecture().isEmpty();
        return named ? Optional.of(platform.normalize()) : Optional.empty();
    }

    /** All sources, of which none is a layout any more. */
    List<ImageSource> all() {
        return sources;
    }

    /** What was read of layouts. */
    List<InspectedImage> images() {
        return images;
    }

    /** Brings an image into its repository, if it is one of these. */
    void put(AssembledIndex.Child child, RegistryClient client) throws RegistryException, InterruptedException {
        ImageLayout layout = layouts.get(child.descriptor().digest());
        if (layout != null) {
            client.putImage(layout, child.descriptor(), child.source());
        }
    }
}
