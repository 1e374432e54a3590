package io.jenkins.plugins.multiplatform.buildkit;

import java.io.Serializable;
import java.util.Map;

/**
 * A place to read build results from, or to write them to.
 *
 * @see <a href="https://github.com/moby/buildkit#export-cache">cache types and their attributes</a>
 */
public record CacheSpec(String type, Map<String, String> attributes) implements Serializable {
    public CacheSpec {
        attributes = Map.copyOf(attributes);
    }
}
