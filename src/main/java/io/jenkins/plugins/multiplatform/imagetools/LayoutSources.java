package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.LayoutReference;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.registry.ImageContent;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.io.IOException;
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
        ImageLayout layout = ImageLayout.of(wanted);
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

    /** Whether an image is in one of the layouts. */
    boolean has(Reference image) {
        return image.digest().filter(layouts::containsKey).isPresent();
    }

    /** Where the content of an entry is: in one of the layouts, or in its registry. */
    ImageContent content(AssembledIndex.Child child, RegistryClient client) {
        ImageLayout layout = layouts.get(child.descriptor().digest());
        return layout != null ? layout : client.content(child.source());
    }

    /** What was read of layouts. */
    List<InspectedImage> images() {
        return images;
    }

    /** Brings those that are of these into their repository; after others what names one of them as its subject. */
    void put(List<AssembledIndex.Child> children, RegistryClient client)
            throws RegistryException, ImageToolsException, InterruptedException {
        List<AssembledIndex.Child> withSubject = new ArrayList<>();
        for (AssembledIndex.Child child : children) {
            ImageLayout layout = layouts.get(child.descriptor().digest());
            if (layout != null && hasSubject(layout, child)) {
                withSubject.add(child);
            } else if (layout != null) {
                client.putImage(layout, child.descriptor(), child.source());
            }
        }
        for (AssembledIndex.Child child : withSubject) {
            client.putImage(layouts.get(child.descriptor().digest()), child.descriptor(), child.source());
        }
    }

    private static boolean hasSubject(ImageLayout layout, AssembledIndex.Child child) throws ImageToolsException {
        try {
            return layout.manifest(child.descriptor()).hasSubject();
        } catch (IOException e) {
            throw new ImageToolsException(layout + ": " + e.getMessage(), e);
        }
    }
}
