package io.jenkins.plugins.multiplatform.options;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of comma-separated fields, as the options of buildx are written. A field with a comma in it stands in double
 * quotes as a whole, {@code "env.no_proxy=a,b"}, and a quote in it is doubled.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class Csv {
    private static final char QUOTE = '"';

    private Csv() {}

    /** @param written a line end at its end, as commands print it, is not part of it */
    public static List<String> fields(String written) throws InvalidOptionException {
        String line = written.replaceFirst("(\r?\n)+$", "");
        List<String> fields = new ArrayList<>();
        int position = 0;
        do {
            StringBuilder field = new StringBuilder();
            position = read(line, position, field);
            fields.add(field.toString());
            position++;
        } while (position <= line.length());
        return fields;
    }

    /** One field as {@link #fields} reads it back. */
    public static String field(String text) {
        boolean plain = text.indexOf(',') < 0 && text.indexOf(QUOTE) < 0;
        return plain ? text : QUOTE + text.replace("\"", "\"\"") + QUOTE;
    }

    /** @return where the field ends: at a comma, or at the end of the line */
    private static int read(String line, int start, StringBuilder field) throws InvalidOptionException {
        if (start < line.length() && line.charAt(start) == QUOTE) {
            return readQuoted(line, start + 1, field);
        }
        int comma = line.indexOf(',', start);
        int end = comma < 0 ? line.length() : comma;
        field.append(line, start, end);
        if (field.indexOf("\"") >= 0) {
            throw new InvalidOptionException(
                    "bare \" in non-quoted field of " + line + ": quote the whole field, as in \"name=a,b\"");
        }
        return end;
    }

    private static int readQuoted(String line, int start, StringBuilder field) throws InvalidOptionException {
        for (int i = start; i < line.length(); i++) {
            if (line.charAt(i) != QUOTE) {
                field.append(line.charAt(i));
            } else if (i + 1 < line.length() && line.charAt(i + 1) == QUOTE) {
                field.append(QUOTE);
                i++;
            } else if (i + 1 == line.length() || line.charAt(i + 1) == ',') {
                return i + 1;
            } else {
                break;
            }
        }
        throw new InvalidOptionException("extraneous or missing \" in quoted field of " + line);
    }
}
