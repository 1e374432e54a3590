package io.jenkins.plugins.multiplatform.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads names with values where users write {@code [VERSION: '1']}, {@code ['VERSION=1']} or one {@code VERSION=1} a
 * line. Unlike in lists, a comma belongs to the value, and so does a line's end in an element of a list.
 */
public final class KeyValues {
    private KeyValues() {}

    /**
     * Reads what a script gave.
     *
     * @param argument its name, for the error's text
     * @param value null, a map, a list of texts, or a text with one pair a line
     * @return pairs for {@link #parse}; empty for null
     * @throws IllegalArgumentException if it is anything else: the script is wrong, not its data
     */
    public static List<String> of(String argument, @CheckForNull Object value) {
        if (value instanceof Map<?, ?> map) {
            List<String> pairs = new ArrayList<>();
            map.forEach((key, element) ->
                    pairs.add(element == null ? key.toString() : key + "=" + StringLists.text(argument, element)));
            return pairs;
        }
        if (value instanceof CharSequence) {
            return lines(value.toString());
        }
        return StringLists.of(argument, value);
    }

    /** The lines of a form's text field that say something. */
    public static List<String> lines(String text) {
        return new ArrayList<>(
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
    }

    /**
     * Takes pairs apart. As with {@code --build-arg}, a name alone stands for the environment's variable of that name,
     * and for nothing if there is none.
     *
     * @param argument its name, for the error's text
     */
    public static Map<String, String> parse(String argument, Collection<String> pairs, Map<String, String> environment)
            throws InvalidArgumentException {
        Map<String, String> result = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String key = (equals < 0 ? pair : pair.substring(0, equals)).strip();
            if (key.isEmpty()) {
                throw new InvalidArgumentException(
                        "invalid " + argument + " \"" + pair + "\": expected NAME=value, or a map of names and values");
            }
            String value = equals < 0 ? environment.get(key) : pair.substring(equals + 1);
            if (value != null) {
                result.put(key, value);
            }
        }
        return result;
    }
}
