package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.imagetools.ImageInspector;
import io.jenkins.plugins.multiplatform.imagetools.ImageToolsException;
import io.jenkins.plugins.multiplatform.imagetools.InspectedImage;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.util.List;

/** The images of a run as they stand in the registries, which are asked about all of them at once. */
final class PushedImages {
    private final RegistryClient registry;

    PushedImages(RegistryClient registry) {
        this.registry = registry;
    }

    /**
     * Reads each image in the first repository, and sees that the others have it.
     *
     * @return in the order of the images
     * @throws BuildException if an image is missing somewhere
     */
    List<InspectedImage> read(List<PlatformImage> images, List<Reference> repositories)
            throws BuildException, RegistryException, InterruptedException {
        try (AtOnce<InspectedImage> reads = new AtOnce<>();
                AtOnce<Boolean> looks = new AtOnce<>()) {
            for (PlatformImage image : images) {
                reads.send(() -> read(image, repositories.get(0)));
                repositories.stream().skip(1).forEach(repository -> looks.send(() -> require(image, repository)));
            }
            List<InspectedImage> found = reads.answers();
            looks.answers();
            return found;
        } catch (ImageToolsException e) {
            throw new BuildException(e.getMessage() + "; no tag was moved", e);
        }
    }

    private InspectedImage read(PlatformImage image, Reference repository)
            throws BuildException, ImageToolsException, RegistryException, InterruptedException {
        Reference reference = repository.withDigest(image.digest());
        return new ImageInspector(registry)
                .inspect(reference, registry.getPushedManifest(reference).orElseThrow(() -> missing(image, reference)));
    }

    private Boolean require(PlatformImage image, Reference repository)
            throws BuildException, RegistryException, InterruptedException {
        if (!registry.hasPushedManifest(repository, image.digest())) {
            throw missing(image, repository.withDigest(image.digest()));
        }
        return true;
    }

    private static BuildException missing(PlatformImage image, Reference reference) {
        return new BuildException(image.plan().platform().formatAll() + " was pushed as " + reference
                + ", but the registry does not have it; no tag was moved");
    }
}
