package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.imagetools.ImageInspector;
import io.jenkins.plugins.multiplatform.imagetools.ImageToolsException;
import io.jenkins.plugins.multiplatform.imagetools.IndexAssembler;
import io.jenkins.plugins.multiplatform.imagetools.InspectedImage;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the tags will name: an index of several images, or the one image itself. Each image must be for the platform that
 * was asked for: a base image of another one only makes BuildKit warn, and the wrong programs would be found by users.
 */
final class ResultManifest {
    private final RegistryClient registry;
    private final Reference repository;

    /** @param repository where the images are read */
    ResultManifest(RegistryClient registry, Reference repository) {
        this.registry = registry;
        this.repository = repository;
    }

    /** @param annotations of the index, if there will be one */
    Result of(List<PlatformImage> images, Map<String, String> annotations)
            throws BuildException, RegistryException, InterruptedException {
        try {
            RawManifest manifest = images.size() == 1 ? single(images.get(0)) : index(images, annotations);
            List<PlatformImage> named = new ArrayList<>();
            for (PlatformImage image : images) {
                named.add(image.withDescriptor(runnable(image)));
            }
            return new Result(manifest, named);
        } catch (ImageToolsException e) {
            throw new BuildException(e.getMessage() + "; no tag was moved", e);
        }
    }

    private RawManifest single(PlatformImage image) throws BuildException, RegistryException, InterruptedException {
        return registry.getManifest(source(image)).orElseThrow(() -> missing(image, source(image)));
    }

    private RawManifest index(List<PlatformImage> images, Map<String, String> annotations)
            throws ImageToolsException, RegistryException, InterruptedException {
        List<Reference> sources = images.stream().map(this::source).toList();
        return new IndexAssembler(registry).assemble(sources, annotations).manifest();
    }

    private Reference source(PlatformImage image) {
        return repository.withDigest(image.digest());
    }

    /** The image itself, which is an entry of what was pushed if that has attestations too. */
    private ContentDescriptor runnable(PlatformImage image)
            throws BuildException, ImageToolsException, RegistryException, InterruptedException {
        InspectedImage pushed = new ImageInspector(registry).inspect(source(image));
        Platform asked = image.plan().platform();
        List<Platform> found = pushed.platforms();
        boolean right = found.size() == 1 && found.get(0).normalize().format().equals(asked.format());
        if (!right) {
            throw new BuildException("the image for " + asked.formatAll() + " says that it is for "
                    + String.join(", ", found.stream().map(Platform::formatAll).toList())
                    + ": its base image has no " + asked.format() + " variant, or the Dockerfile pins another platform;"
                    + " no tag was moved");
        }
        return pushed.manifests().stream()
                .filter(entry -> found.get(0).equals(entry.platform()))
                .findFirst()
                .or(image::published)
                .orElseThrow();
    }

    static BuildException missing(PlatformImage image, Reference reference) {
        return new BuildException(image.plan().platform().formatAll() + " was pushed as " + reference
                + ", but the registry does not have it; no tag was moved");
    }

    /**
     * What is published.
     *
     * @param images as they stand in it: each names the manifest of its platform
     */
    record Result(RawManifest manifest, List<PlatformImage> images) {
        Result {
            images = List.copyOf(images);
        }
    }
}
