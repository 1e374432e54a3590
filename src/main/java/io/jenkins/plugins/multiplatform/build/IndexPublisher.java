package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Moves the tags, last. The order is the promise: first every image is seen and checked in every repository, then the
 * index stands everywhere under its digest, and only then the first tag moves; so a tag is what it was, or complete.
 */
final class IndexPublisher {
    private final RegistryClient registry;
    private final BuildListener listener;

    IndexPublisher(RegistryClient registry, BuildListener listener) {
        this.registry = registry;
        this.listener = listener;
    }

    /**
     * @param images in the order that the index will have; one image alone is tagged without an index
     * @param annotations of the index
     * @return what every tag names now, and the images in it
     */
    ResultManifest.Result publish(List<PlatformImage> images, List<Reference> tags, Map<String, String> annotations)
            throws BuildException, RegistryException, InterruptedException {
        Set<Reference> repositories = new LinkedHashSet<>();
        tags.forEach(tag -> repositories.add(tag.nameOnly()));
        requireAll(images, repositories);
        ResultManifest.Result result =
                new ResultManifest(registry, repositories.iterator().next()).of(images, annotations);
        for (Reference repository : repositories) {
            registry.putManifest(repository, result.manifest());
            listener.on(new BuildEvent.IndexPut(repository, result.manifest().digest()));
        }
        moveTags(tags, result.manifest());
        return result;
    }

    private void requireAll(List<PlatformImage> images, Set<Reference> repositories)
            throws BuildException, RegistryException, InterruptedException {
        for (PlatformImage image : images) {
            for (Reference repository : repositories) {
                if (!registry.hasManifest(repository, image.digest())) {
                    throw ResultManifest.missing(image, repository.withDigest(image.digest()));
                }
            }
        }
    }

    private void moveTags(List<Reference> tags, RawManifest result) throws BuildException, InterruptedException {
        List<String> moved = new ArrayList<>();
        for (Reference tag : tags) {
            try {
                registry.putTag(tag, result);
            } catch (RegistryException e) {
                throw new BuildException(
                        e.getMessage() + "\n" + result.digest()
                                + " is complete in every repository; tags that name it: "
                                + (moved.isEmpty() ? "none" : String.join(", ", moved)),
                        e);
            }
            moved.add(tag.toString());
            listener.on(new BuildEvent.TagMoved(tag, result.digest()));
        }
    }
}
