package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.LayoutReference;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.io.IOException;
import java.util.List;

/**
 * Looks at an image in its registry, without pulling it.
 *
 * @see <a href="https://docs.docker.com/reference/cli/docker/buildx/imagetools/inspect/">imagetools inspect</a>
 */
public final class ImageInspector {
    private final RegistryClient client;

    public ImageInspector(RegistryClient client) {
        this.client = client;
    }

    /**
     * Looks at what a user's text names: {@code alpine} is {@code docker.io/library/alpine:latest}, and
     * {@code oci-layout://PATH[:TAG][@DIGEST]} an image in a folder of this machine.
     *
     * @throws ImageToolsException if the text is no reference, or what it names does not exist or cannot be read
     */
    public InspectedImage inspect(String image) throws RegistryException, ImageToolsException, InterruptedException {
        try {
            return image.startsWith(LayoutReference.PREFIX)
                    ? inspect(LayoutReference.parse(image))
                    : inspect(Reference.parseNormalized(image));
        } catch (InvalidReferenceException e) {
            throw new ImageToolsException(image + ": " + e.getMessage(), e);
        }
    }

    /** An image in a folder of this machine. */
    private static InspectedImage inspect(LayoutReference place)
            throws RegistryException, ImageToolsException, InterruptedException {
        ImageLayout layout = ImageLayout.of(place);
        try {
            RawManifest manifest = layout.manifest(layout.find(place));
            Reference named = ImageSources.nowhere().withDigest(manifest.digest());
            return inspect(layout, named, manifest).in(place);
        } catch (IOException e) {
            throw new ImageToolsException(place + ": " + e.getMessage(), e);
        }
    }

    /** @param reference without tag and digest, {@code latest} is meant */
    public InspectedImage inspect(Reference reference)
            throws RegistryException, ImageToolsException, InterruptedException {
        Reference named = reference.withDefaultTag();
        RawManifest manifest =
                client.getManifest(named).orElseThrow(() -> new ImageToolsException(named + ": not found"));
        return inspect(named, manifest);
    }

    /** The same of what is in a folder. */
    static InspectedImage inspect(ImageLayout layout, Reference named, RawManifest manifest)
            throws RegistryException, ImageToolsException, InterruptedException {
        return inspect(new ImagePlatform(layout), named, manifest);
    }

    /** As {@link #inspect(Reference)}, of a manifest that was read before: only the rest is. */
    public InspectedImage inspect(Reference named, RawManifest manifest)
            throws RegistryException, ImageToolsException, InterruptedException {
        return inspect(new ImagePlatform(client), named, manifest);
    }

    private static InspectedImage inspect(ImagePlatform platforms, Reference named, RawManifest manifest)
            throws RegistryException, ImageToolsException, InterruptedException {
        List<ContentDescriptor> entries =
                MediaTypes.isIndex(manifest.mediaType()) ? entries(named, manifest) : List.of();
        Platform platform = MediaTypes.isManifest(manifest.mediaType())
                ? platforms.read(named, manifest).orElse(null)
                : null;
        return new InspectedImage(named, manifest.descriptor(), manifest.content(), entries, platform);
    }

    private static List<ContentDescriptor> entries(Reference reference, RawManifest index) throws ImageToolsException {
        try {
            return ImageIndex.parse(index.content()).manifests();
        } catch (MalformedImageException e) {
            throw new ImageToolsException(reference + ": " + e.getMessage(), e);
        }
    }
}
