package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.LayoutReference;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    static LayoutSources read(List<ImageSource> written)
            throws RegistryException, ImageToolsException, InterruptedException {
        LayoutSources result = new LayoutSources();
        for (ImageSource source : written) {
            LayoutReference layout = source.layout();
            result.sources.add(layout == null ? source : result.read(source, layout));
        }
        return result;
    }

    private ImageSource read(ImageSource source, LayoutReference wanted)
            throws RegistryException, ImageToolsException, InterruptedException {
        ImageLayout layout =
                new ImageLayout(Path.of(wanted.path()).toAbsolutePath().normalize());
        try {
            RawManifest manifest = layout.manifest(layout.find(wanted));
            Reference place = source.reference().withDigest(manifest.digest());
            InspectedImage image = ImageInspector.inspect(layout, place, manifest);
            images.add(image);
            layouts.put(manifest.digest(), layout);
            image.manifests().forEach(entry -> layouts.put(entry.digest(), layout));
            return ImageSource.of(place);
        } catch (IOException e) {
            throw new ImageToolsException(wanted + ": " + e.getMessage(), e);
        }
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
