package io.jenkins.plugins.multiplatform.imagetools.template;

import java.util.Map;

/**
 * A Go map from strings.
 *
 * @param missing what Go gives for a key that is not there
 */
public record GoMap(Map<String, Object> entries, Object missing) {
    public GoMap {
        entries = Map.copyOf(entries);
    }

    Object index(String key) {
        return entries.getOrDefault(key, missing);
    }
}
