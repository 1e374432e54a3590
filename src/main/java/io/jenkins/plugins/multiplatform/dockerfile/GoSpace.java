package io.jenkins.plugins.multiplatform.dockerfile;

/**
 * White space as BuildKit's parser takes it: unlike Java's it has the no-break space and not the separators of ASCII.
 *
 * @see <a href="https://pkg.go.dev/unicode#IsSpace">unicode.IsSpace</a>
 */
final class GoSpace {
    private static final String SPACES = "\t\n\u000b\f\r \u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000";

    private GoSpace() {}

    static boolean is(char c) {
        return c >= '\u2000' && c <= '\u200a' || SPACES.indexOf(c) >= 0;
    }

    static String stripLeading(String text) {
        int start = 0;
        while (start < text.length() && is(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }

    static String strip(String text) {
        int end = text.length();
        while (end > 0 && is(text.charAt(end - 1))) {
            end--;
        }
        return stripLeading(text.substring(0, end));
    }

    static boolean isBlank(String text) {
        return stripLeading(text).isEmpty();
    }
}
