package io.jenkins.plugins.multiplatform.context;

import java.io.File;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/**
 * Go's rules for paths and text, which decide what a pattern means and in which order files are sent. Paths here always
 * have {@code /} between their names, on Windows too.
 */
final class GoPath {
    static final boolean WINDOWS = File.separatorChar == '\\';

    /** Ascending by UTF-8 bytes, which is the order of code points and not that of {@link String#compareTo}. */
    static final Comparator<String> BY_BYTES = GoPath::compareBytes;

    private GoPath() {}

    /** {@code path.Clean}. */
    static String clean(String path) {
        if (isClean(path)) {
            return path;
        }
        boolean rooted = path.startsWith("/");
        Deque<String> kept = new ArrayDeque<>();
        for (String name : path.split("/", -1)) {
            if (name.equals("..")) {
                if (!kept.isEmpty() && !kept.getLast().equals("..")) {
                    kept.removeLast();
                } else if (!rooted) {
                    kept.addLast(name);
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                kept.addLast(name);
            }
        }
        String joined = String.join("/", kept);
        if (rooted) {
            return "/" + joined;
        }
        return joined.isEmpty() ? "." : joined;
    }

    /** Sure of most paths that are; of some that are it doesn't know. */
    private static boolean isClean(String path) {
        int length = path.length();
        for (int i = 0; i < length; i++) {
            boolean begins = i == 0 || path.charAt(i - 1) == '/';
            if (begins && (path.charAt(i) == '/' || path.charAt(i) == '.')) {
                return false;
            }
        }
        return length > 0 && path.charAt(length - 1) != '/';
    }

    /** {@code path.Join}. */
    static String join(String first, String second) {
        if (first.isEmpty() || second.isEmpty()) {
            return first.isEmpty() && second.isEmpty() ? "" : clean(first + second);
        }
        return clean(first + "/" + second);
    }

    /** {@code path.Dir}. */
    static String parent(String path) {
        return clean(path.substring(0, path.lastIndexOf('/') + 1));
    }

    /** The last name of a clean path. */
    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** {@code filepath.ToSlash}. */
    static String slashes(String path) {
        return WINDOWS ? path.replace('\\', '/') : path;
    }

    /** {@code strings.TrimSpace}, which knows more spaces than {@link String#strip()}. */
    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return c >= '\t' && c <= '\r' || c == '\u0085' || Character.isSpaceChar(c);
    }

    private static int compareBytes(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        for (int i = 0; i < shorter; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean onlyOneIsAstral = Character.isSurrogate(a) != Character.isSurrogate(b);
                return onlyOneIsAstral ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
