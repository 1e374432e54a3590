package io.jenkins.plugins.multiplatform.buildkit;

import java.io.Serializable;
import java.util.HashMap;
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

    /** With more attributes, of which those given here win. */
    public ExporterSpec with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(attributes);
        all.putAll(more);
        return new ExporterSpec(type, all);
    }

    /**
     * Puts an image into the Docker Engine that builds it.
     *
     * @param names with tags and commas between them; empty to leave it without a name
     */
    public static ExporterSpec load(String names) {
        return new ExporterSpec(
                "moby",
                names.isEmpty()
                        ? Map.of("prefer-image-digest", "true")
                        : Map.of("name", names, "prefer-image-digest", "true"));
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
