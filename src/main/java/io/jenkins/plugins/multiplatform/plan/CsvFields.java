package io.jenkins.plugins.multiplatform.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a value such as {@code type=local,dest=out} at its commas. A field that holds commas or quotes is quoted as a
 * whole, {@code "dest=a,b"}, with its quotes doubled.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CsvFields {
    private final String line;
    private int next;

    private CsvFields(String line) {
        this.line = line;
    }

    /** @throws PlanException if a quote stands where none may; its text is that of Go's parser */
    static List<String> of(String line) throws PlanException {
        CsvFields reader = new CsvFields(line);
        List<String> fields = new ArrayList<>();
        do {
            fields.add(reader.at('"') ? reader.quoted() : reader.plain());
        } while (reader.skip(','));
        return fields;
    }

    private String plain() throws PlanException {
        int comma = line.indexOf(',', next);
        int end = comma < 0 ? line.length() : comma;
        String field = line.substring(next, end);
        if (field.indexOf('"') >= 0) {
            throw failure(next + field.indexOf('"'), "bare \" in non-quoted-field");
        }
        next = end;
        return field;
    }

    private String quoted() throws PlanException {
        StringBuilder field = new StringBuilder();
        while (skip('"')) {
            int end = line.indexOf('"', next);
            if (end < 0) {
                throw failure(next, "extraneous or missing \" in quoted-field");
            }
            field.append(line, next, end);
            next = end + 1;
            if (at('"')) {
                // One of a doubled pair, which the loop's condition skips.
                field.append('"');
            }
        }
        if (next < line.length() && !at(',')) {
            throw failure(next - 1, "extraneous or missing \" in quoted-field");
        }
        return field.toString();
    }

    private boolean at(char c) {
        return next < line.length() && line.charAt(next) == c;
    }

    private boolean skip(char c) {
        if (!at(c)) {
            return false;
        }
        next++;
        return true;
    }

    private static PlanException failure(int position, String why) {
        return new PlanException("parse error on line 1, column " + (position + 1) + ": " + why);
    }
}
