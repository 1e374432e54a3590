package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.imagetools.AssembledIndex;
import io.jenkins.plugins.multiplatform.imagetools.ImageInspector;
import io.jenkins.plugins.multiplatform.imagetools.ImageToolsException;
import io.jenkins.plugins.multiplatform.imagetools.IndexAssembler;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
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

    RawManifest of(List<PlatformImage> images) throws BuildException, RegistryException, InterruptedException {
        try {
            return images.size() == 1 ? single(images.get(0)) : index(images);
        } catch (ImageToolsException e) {
            throw new BuildException(e.getMessage() + "; no tag was moved", e);
        }
    }

    private RawManifest single(PlatformImage image)
            throws BuildException, ImageToolsException, RegistryException, InterruptedException {
        Reference reference = source(image);
        requirePlatform(image, reference);
        return registry.getManifest(reference).orElseThrow(() -> missing(image, reference));
    }

    private RawManifest index(List<PlatformImage> images)
            throws BuildException, ImageToolsException, RegistryException, InterruptedException {
        List<Reference> sources = images.stream().map(this::source).toList();
        AssembledIndex index = new IndexAssembler(registry).assemble(sources, Map.of());
        for (int i = 0; i < images.size(); i++) {
            requirePlatform(images.get(i), sources.get(i));
        }
        return index.manifest();
    }

    private Reference source(PlatformImage image) {
        return repository.withDigest(image.digest());
    }

    /** An image with attestations is an index too: what counts is for what it can be run. */
    private void requirePlatform(PlatformImage image, Reference reference)
            throws BuildException, ImageToolsException, RegistryException, InterruptedException {
        List<Platform> found = new ImageInspector(registry).inspect(reference).platforms();
        Platform asked = image.plan().platform();
        boolean right = found.size() == 1 && found.get(0).normalize().format().equals(asked.format());
        if (!right) {
            throw new BuildException("the image for " + asked.formatAll() + " says that it is for "
                    + String.join(", ", found.stream().map(Platform::formatAll).toList())
                    + ": its base image has no " + asked.format() + " variant, or the Dockerfile pins another platform;"
                    + " no tag was moved");
        }
    }

    static BuildException missing(PlatformImage image, Reference reference) {
        return new BuildException(image.plan().platform().formatAll() + " was pushed as " + reference
                + ", but the registry does not have it; no tag was moved");
    }
}
