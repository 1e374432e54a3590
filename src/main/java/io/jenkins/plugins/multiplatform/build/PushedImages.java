package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.imagetools.ImageInspector;
import io.jenkins.plugins.multiplatform.imagetools.ImageToolsException;
import io.jenkins.plugins.multiplatform.imagetools.InspectedImage;
import io.jenkins.plugins.multiplatform.registry.DigestMismatchException;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryErrorException;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.util.List;
import java.util.Optional;

/** The images of a run as they stand in the registries, which are asked about all of them at once. */
final class PushedImages {
    private static final int NOT_FOUND = 404;

    private final RegistryClient registry;

    PushedImages(RegistryClient registry) {
        this.registry = registry;
    }

    /**
     * Reads each image in the first repository, where it must be for the platform that was asked for: a base image of
     * another one only makes BuildKit warn, and the wrong programs would be found by users. Sees that the others have it.
     *
     * @return in the order of the images
     * @throws BuildException if an image is missing somewhere, or is another one than was asked for
     */
    List<InspectedImage> read(List<PlatformImage> images, List<Reference> repositories)
            throws BuildException, RegistryException, InterruptedException {
        try (AtOnce<InspectedImage> reads = new AtOnce<>();
                AtOnce<Boolean> looks = new AtOnce<>()) {
            for (PlatformImage image : images) {
                reads.send(() -> read(image, repositories.get(0)));
            }
            List<InspectedImage> found = reads.answers();
            for (int i = 0; i < images.size(); i++) {
                PlatformImage image = images.get(i);
                InspectedImage whole = found.get(i);
                repositories.stream().skip(1).forEach(repository -> look(image, whole, repository, looks));
            }
            looks.answers();
            return found;
        } catch (ImageToolsException e) {
            throw new BuildException(e.getMessage() + "; no tag was moved", e);
        }
    }

    /**
     * Why an image that was pushed before can't be published.
     *
     * @return a sentence without its end; empty if it can
     */
    Optional<String> fault(PlatformImage image, Reference repository) throws RegistryException, InterruptedException {
        Reference reference = repository.withDigest(image.digest());
        try {
            InspectedImage pushed = new ImageInspector(registry).inspect(reference);
            return new PushedContent(registry, image.plan().platform(), pushed).fault();
        } catch (ImageToolsException | DigestMismatchException e) {
            return Optional.of(e.getMessage());
        } catch (RegistryErrorException e) {
            if (e.status() != NOT_FOUND) {
                throw e;
            }
            return Optional.of(e.getMessage());
        }
    }

    private InspectedImage read(PlatformImage image, Reference repository)
            throws BuildException, ImageToolsException, RegistryException, InterruptedException {
        Reference reference = repository.withDigest(image.digest());
        InspectedImage pushed = new ImageInspector(registry)
                .inspect(reference, registry.getPushedManifest(reference).orElseThrow(() -> missing(image, reference)));
        Optional<String> fault = new PushedContent(registry, image.plan().platform(), pushed).fault();
        if (fault.isPresent()) {
            throw new BuildException(fault.get() + "; no tag was moved");
        }
        return pushed;
    }

    /** Of an index its entries too: not every registry refuses one without them. */
    private void look(PlatformImage image, InspectedImage whole, Reference repository, AtOnce<Boolean> looks) {
        looks.send(() -> require(image, repository.withDigest(whole.digest())));
        whole.manifests().forEach(entry -> looks.send(() -> require(image, repository.withDigest(entry.digest()))));
    }

    private Boolean require(PlatformImage image, Reference reference)
            throws BuildException, RegistryException, InterruptedException {
        if (!registry.hasPushedManifest(reference.nameOnly(), reference.digest().orElseThrow())) {
            throw missing(image, reference);
        }
        return true;
    }

    private static BuildException missing(PlatformImage image, Reference reference) {
        return new BuildException(image.plan().platform().formatAll() + " was pushed as " + reference
                + ", but the registry does not have it; no tag was moved");
    }
}
