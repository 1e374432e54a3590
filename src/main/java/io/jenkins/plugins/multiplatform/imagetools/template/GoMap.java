package io.jenkins.plugins.multiplatform.imagetools.template;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Go map from strings.
 *
 * @param missing what Go gives for a key that is not there
 * @param isNil whether it was never made, and so is null in JSON
 */
public record GoMap(Map<String, Object> entries, Object missing, boolean isNil) {
    /** One to texts. */
    public static GoMap ofTexts(Map<String, ?> entries) {
        return new GoMap(new LinkedHashMap<>(entries), "", entries.isEmpty());
    }

    /** One to empty structs, which is a set. */
    public static GoMap ofNames(Collection<String> names) {
        Map<String, Object> entries = new LinkedHashMap<>();
        names.forEach(name -> entries.put(name, GoStruct.EMPTY));
        return new GoMap(entries, GoStruct.EMPTY, entries.isEmpty());
    }

    public GoMap(Map<String, Object> entries, Object missing) {
        this(entries, missing, false);
    }

    public GoMap {
        entries = Map.copyOf(entries);
    }

    Object index(String key) {
        return entries.getOrDefault(key, missing);
    }
}
