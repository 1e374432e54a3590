package io.jenkins.plugins.multiplatform.auth;

/** Makes a stranger's text fit for one line of a log. */
final class Printable {
    private static final int MOST = 200;

    private Printable() {}

    static String of(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(MOST).forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return text.codePointCount(0, text.length()) > MOST ? line + "…" : line.toString();
    }
}
