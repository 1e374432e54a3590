package io.jenkins.plugins.multiplatform.platform;

/**
 * Quotes text in messages as Go's {@code %q} does, so that messages which quote input read exactly like those of
 * buildx and BuildKit, and control characters in the input cannot forge console lines.
 *
 * @see <a href="https://pkg.go.dev/strconv#Quote">strconv.Quote</a>
 */
public final class GoQuote {
    private GoQuote() {}

    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(codePoint -> append(quoted, codePoint));
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int codePoint) {
        switch (codePoint) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case 0x07 -> quoted.append("\\a");
            case '\b' -> quoted.append("\\b");
            case '\f' -> quoted.append("\\f");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            case 0x0b -> quoted.append("\\v");
            default -> appendOther(quoted, codePoint);
        }
    }

    private static void appendOther(StringBuilder quoted, int codePoint) {
        if (codePoint < ' ' || codePoint == 0x7f) {
            quoted.append(String.format("\\x%02x", codePoint));
        } else if (isPrintable(codePoint)) {
            quoted.appendCodePoint(codePoint);
        } else {
            quoted.append(String.format(codePoint > 0xffff ? "\\U%08x" : "\\u%04x", codePoint));
        }
    }

    /** Go's notion: letters, marks, numbers, punctuation, symbols, and of the spaces only U+0020. */
    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> true;
        };
    }
}
