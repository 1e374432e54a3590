package io.jenkins.plugins.multiplatform.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.options.Csv;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads entries of attributes where users write {@code [type: 'registry', ref: 'a/b']}, {@code 'type=registry,ref=a/b'}
 * or a list of these.
 */
public final class CsvEntries {
    private CsvEntries() {}

    /**
     * Reads what a script gave.
     *
     * @param argument its name, for the error's text
     * @return entries as buildx writes them; empty for null
     * @throws IllegalArgumentException if it is anything else: the script is wrong, not its data
     */
    public static List<String> of(String argument, @CheckForNull Object value) {
        if (value instanceof Map<?, ?> map) {
            return List.of(join(map));
        }
        if (!(value instanceof Collection<?> values)) {
            return KeyValues.of(argument, value);
        }
        List<String> entries = new ArrayList<>();
        for (Object element : values) {
            entries.add(element instanceof Map<?, ?> map ? join(map) : StringLists.text(argument, element));
        }
        return entries;
    }

    /** A map of attributes as one entry. */
    public static String join(Map<?, ?> attributes) {
        return attributes.entrySet().stream()
                .map(attribute -> Csv.field(attribute.getKey() + "=" + attribute.getValue()))
                .collect(Collectors.joining(","));
    }
}
