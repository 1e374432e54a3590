package io.jenkins.plugins.multiplatform.context;

import java.io.Serializable;
import java.util.List;

/**
 * What the daemon asks of a context, as in the metadata of fsutil's call. A path is sent if an include pattern or a
 * followed path fits it, or there are neither, and no exclude pattern does.
 *
 * @param includes include-patterns
 * @param excludes exclude-patterns
 * @param followPaths followpaths: files with, wherever symbolic links or wildcards stand in them, what those mean
 */
public record ContextFilter(List<String> includes, List<String> excludes, List<String> followPaths)
        implements Serializable {
    /** Of all lists together. A daemon sends each in a header of its own, and headers end at 16 MiB. */
    public static final int MAX_PATTERNS = 200_000;

    /** Of all patterns together. */
    public static final int MAX_CHARACTERS = 6 << 20;

    public static final ContextFilter ALL = new ContextFilter(List.of(), List.of(), List.of());

    public ContextFilter {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
        followPaths = List.copyOf(followPaths);
    }

    public static ContextFilter excluding(List<String> excludes) {
        return new ContextFilter(List.of(), excludes, List.of());
    }

    /** @throws InvalidPatternException if there are more than a daemon can ask with; the text says what is allowed */
    static void requireRoom(List<String> patterns) throws InvalidPatternException {
        long characters = 0;
        for (String pattern : patterns) {
            characters += pattern.length();
        }
        if (patterns.size() > MAX_PATTERNS || characters > MAX_CHARACTERS) {
            throw new InvalidPatternException(tooMany());
        }
    }

    /** The second half of a sentence. */
    static String tooMany() {
        return "more than " + MAX_PATTERNS + " patterns or " + MAX_CHARACTERS
                + " characters, which is the most that a daemon can ask with. Use fewer and wider patterns";
    }
}
