package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.imagetools.ImageToolsException;
import io.jenkins.plugins.multiplatform.imagetools.InspectedImage;
import io.jenkins.plugins.multiplatform.imagetools.TagMover;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.util.List;
import java.util.Map;

/**
 * Moves the tags, last. The order is the promise: first every image is seen and checked in every repository, then the
 * index stands everywhere under its digest, and only then the first tag moves; so a tag is what it was, or complete.
 */
final class IndexPublisher {
    private final RegistryClient registry;
    private final BuildListener listener;
    private final PrivateNamespace namespace;

    /** Of images whose attestations may be published as they are. */
    IndexPublisher(RegistryClient registry, BuildListener listener) {
        this(registry, listener, new PrivateNamespace(registry, "", false));
    }

    IndexPublisher(RegistryClient registry, BuildListener listener, PrivateNamespace namespace) {
        this.namespace = namespace;
        this.registry = registry;
        this.listener = listener;
    }

    /**
     * @param images in the order that the index will have; one image alone is tagged without an index
     * @param annotations of the index
     * @return what every tag names now, and the images in it
     */
    ResultManifest.Result publish(List<PlatformImage> images, List<Reference> tags, Map<String, String> annotations)
            throws BuildException, ImageToolsException, RegistryException, InterruptedException {
        List<Reference> repositories = TagMover.repositories(tags);
        List<InspectedImage> pushed =
                namespace.hide(new PushedImages(registry).read(images, repositories), repositories);
        ResultManifest.Result result = new ResultManifest(registry, images, pushed).with(annotations);
        TagMover mover = new TagMover(
                registry,
                (repository, index) -> listener.on(new BuildEvent.IndexPut(repository, index.digest())),
                (tag, index) -> listener.on(new BuildEvent.TagMoved(tag, index.digest())));
        mover.put(tags, result.manifest());
        // Of an image that is pushed by digest alone only the repository is named.
        mover.move(tags.stream().filter(tag -> tag.tag().isPresent()).toList(), result.manifest());
        return result;
    }
}
