package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.imagetools.ImageToolsException;
import io.jenkins.plugins.multiplatform.imagetools.IndexAssembler;
import io.jenkins.plugins.multiplatform.imagetools.InspectedImage;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the tags will name: an index of several images, or the one image itself.
 */
final class ResultManifest {
    private final RegistryClient registry;
    private final List<PlatformImage> images;
    private final List<InspectedImage> pushed;

    /** @param pushed what stands in the registry, for each of the images; without a fault */
    ResultManifest(RegistryClient registry, List<PlatformImage> images, List<InspectedImage> pushed) {
        this.registry = registry;
        this.images = images;
        this.pushed = pushed;
    }

    /** @param annotations of the index, if there will be one */
    Result with(Map<String, String> annotations) throws BuildException, RegistryException, InterruptedException {
        try {
            RawManifest manifest = images.size() == 1
                    ? pushed.get(0).manifest()
                    : new IndexAssembler(registry).join(byNode(), annotations).manifest();
            List<PlatformImage> named = new ArrayList<>();
            for (int i = 0; i < images.size(); i++) {
                PlatformImage image = images.get(i);
                named.add(image.withDescriptor(
                        new PushedContent(registry, image.plan().platform(), pushed.get(i)).runnable()));
            }
            return new Result(manifest, named);
        } catch (ImageToolsException e) {
            throw new BuildException(e.getMessage() + "; no tag was moved", e);
        }
    }

    /** Images that follow one another and were built on one node, together. */
    private List<List<InspectedImage>> byNode() {
        List<List<InspectedImage>> nodes = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            if (i == 0 || !node(i).equals(node(i - 1))) {
                nodes.add(new ArrayList<>());
            }
            nodes.get(nodes.size() - 1).add(pushed.get(i));
        }
        return nodes;
    }

    private String node(int image) {
        BuilderNode node = images.get(image).plan().node();
        return node.name() + '\n' + node.endpoint();
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
