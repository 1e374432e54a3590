package io.jenkins.plugins.multiplatform.options;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A place where build results are kept for other builds.
 *
 * @param type {@code registry}, {@code local} or {@code inline}
 * @param attributes as the daemon takes them
 * @see <a href="https://docs.docker.com/build/cache/backends/">cache backends</a>
 */
public record CacheEntry(String type, Map<String, String> attributes) implements Serializable {
    static final String REGISTRY = "registry";
    static final String LOCAL = "local";
    static final String INLINE = "inline";

    public CacheEntry {
        attributes = Map.copyOf(attributes);
    }

    /** Whether it is a folder of the machine that serves the build. */
    public boolean isLocal() {
        return type.equals(LOCAL);
    }

    /** Whether it stands in a registry under a name of its own. */
    public boolean isRegistry() {
        return type.equals(REGISTRY);
    }

    /** @param written {@code type=registry,ref=…}, or references alone with commas between them */
    static List<CacheEntry> parse(String written) throws InvalidOptionException {
        List<String> fields = Csv.fields(written);
        List<CacheEntry> entries = new ArrayList<>();
        if (written.indexOf('=') < 0) {
            for (String field : fields) {
                entries.add(new CacheEntry(REGISTRY, Map.of("ref", field)));
            }
            return entries;
        }
        String type = "";
        Map<String, String> attributes = new TreeMap<>();
        for (String field : fields) {
            int equals = field.indexOf('=');
            if (equals < 0) {
                throw new InvalidOptionException("invalid value " + field);
            }
            String key = field.substring(0, equals).toLowerCase(Locale.ROOT);
            if (key.equals("type")) {
                type = field.substring(equals + 1);
            } else {
                attributes.put(key, field.substring(equals + 1));
            }
        }
        if (type.isEmpty()) {
            throw new InvalidOptionException("type required for \"" + written + "\"");
        }
        return List.of(new CacheEntry(type, attributes));
    }
}
