package io.jenkins.plugins.multiplatform.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Reads lists where users write {@code ['a', 'b']}, {@code 'a, b'} or one value a line, whichever comes to mind. */
public final class StringLists {
    private StringLists() {}

    /**
     * Reads what a script gave.
     *
     * @param argument its name, for the error's text
     * @param value null, a text or a list of texts
     * @return for {@link #split} to take apart; empty for null
     * @throws IllegalArgumentException if it is anything else: the script is wrong, not its data
     */
    public static List<String> of(String argument, @CheckForNull Object value) {
        if (value == null) {
            return new ArrayList<>();
        }
        if (value instanceof CharSequence) {
            return new ArrayList<>(List.of(value.toString()));
        }
        if (value instanceof Collection<?> values) {
            List<String> result = new ArrayList<>();
            values.forEach(element -> result.add(text(argument, element)));
            return result;
        }
        throw mistake(argument, value);
    }

    /** Takes comma-separated and line-separated values apart; without the empty ones and the space around them. */
    public static List<String> split(@CheckForNull Collection<String> values) {
        List<String> result = new ArrayList<>();
        if (values != null) {
            for (String value : values) {
                Arrays.stream(value.split("[,\\r\\n]"))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .forEach(result::add);
            }
        }
        return result;
    }

    static String text(String argument, @CheckForNull Object element) {
        if (element instanceof CharSequence || element instanceof Number || element instanceof Boolean) {
            return element.toString();
        }
        throw mistake(argument, element);
    }

    private static IllegalArgumentException mistake(String argument, @CheckForNull Object value) {
        return new IllegalArgumentException(argument + " takes a list of texts, or one text with commas or lines, not "
                + (value == null ? "null" : value.getClass().getName() + " " + value));
    }
}
