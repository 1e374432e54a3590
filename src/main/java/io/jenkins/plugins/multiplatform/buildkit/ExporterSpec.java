package io.jenkins.plugins.multiplatform.buildkit;

import java.io.Serializable;
import java.util.Map;

/**
 * What becomes of a build's result.
 *
 * @see <a href="https://github.com/moby/buildkit#output">exporters and their attributes</a>
 */
public record ExporterSpec(String type, Map<String, String> attributes) implements Serializable {
    public ExporterSpec {
        attributes = Map.copyOf(attributes);
    }

    /**
     * Pushes an image by digest alone, so that no tag exists until all platforms do.
     *
     * @param repository registry and repository, without a tag: with one, BuildKit answers "can't push tagged ref"
     */
    public static ExporterSpec pushByDigest(String repository) {
        // "image" and not the engine's own "moby": that one always names the result with a tag and refuses the push.
        return new ExporterSpec(
                "image", Map.of("name", repository, "push", "true", "push-by-digest", "true", "store", "false"));
    }
}
