package io.jenkins.plugins.multiplatform.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.platform.GoQuote;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Puts values of variables into the fields of a saved job. Its lists and attributes were taken apart before: who gives a
 * parameter its value fills in what the job's author left open, and adds no tag and no attribute.
 *
 * @param variables puts values in, and leaves unknown variables alone
 */
public record Expansion(UnaryOperator<String> variables) {
    /** Changes nothing. */
    public static final Expansion NONE = new Expansion(UnaryOperator.identity());

    /** Of a field that is one text; nothing becomes the empty text. */
    public String one(@CheckForNull String value) {
        return value == null ? "" : variables.apply(value);
    }

    /** Of texts in which a comma belongs to the value; nothing becomes the empty list. */
    public List<String> all(@CheckForNull List<String> values) {
        return values == null ? List.of() : values.stream().map(this::one).toList();
    }

    /**
     * Of a text with commas between attributes.
     *
     * @param argument its name, for the error's text
     * @throws IllegalArgumentException if a value would add one
     */
    public String entry(String argument, @CheckForNull String value) {
        String expanded = one(value);
        if (separators(expanded) > separators(value == null ? "" : value)) {
            throw new IllegalArgumentException(argument + ": " + GoQuote.quote(value) + " becomes "
                    + GoQuote.quote(expanded) + ": a variable fills in one entry, and its value can't have commas and"
                    + " ends of lines here. Write each entry of a list by itself");
        }
        return expanded;
    }

    /**
     * Of a list, or of texts with commas between attributes; nothing becomes the empty list.
     *
     * @param argument its name, for the error's text
     * @throws IllegalArgumentException if a value would add one
     */
    public List<String> entries(String argument, @CheckForNull List<String> values) {
        return values == null
                ? List.of()
                : values.stream().map(value -> entry(argument, value)).toList();
    }

    private static long separators(String text) {
        return text.chars().filter(c -> c == ',' || c == '\r' || c == '\n').count();
    }
}
