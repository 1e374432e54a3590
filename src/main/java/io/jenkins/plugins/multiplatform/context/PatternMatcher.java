package io.jenkins.plugins.multiplatform.context;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A list of patterns as in {@code .dockerignore}: a path matches if the last pattern that fits it or one of its parents
 * is no exception ({@code !}). Immutable.
 *
 * @see <a href="https://github.com/moby/patternmatcher">moby/patternmatcher</a>
 */
public final class PatternMatcher {
    private final List<IgnorePattern> patterns;
    private final PatternIndex index;
    private final PathExpressions expressions = new PathExpressions();

    /**
     * What a walk remembers of a folder for the paths below it.
     *
     * @param matched the verdict on the path itself
     * @param held numbers of the patterns, ascending, that fit the path or were held by its parent
     */
    record Match(boolean matched, int[] held) {
        static final Match ROOT = new Match(false, new int[0]);
    }

    private PatternMatcher(List<IgnorePattern> patterns) {
        this.patterns = patterns;
        this.index = new PatternIndex(patterns);
    }

    /**
     * @param patterns spaces around them and empty ones are dropped
     * @throws InvalidPatternException with moby's text, or if there are more than {@link ContextFilter} allows
     */
    public static PatternMatcher of(List<String> patterns) throws InvalidPatternException {
        ContextFilter.requireRoom(patterns);
        List<IgnorePattern> parsed = new ArrayList<>(patterns.size());
        for (String pattern : patterns) {
            String trimmed = GoPath.trim(pattern);
            if (!trimmed.isEmpty()) {
                parsed.add(IgnorePattern.of(GoPath.clean(GoPath.slashes(trimmed))));
            }
        }
        return new PatternMatcher(parsed);
    }

    /**
     * Judges one path by itself, relative and with {@code /} between names.
     *
     * @throws InvalidPatternException if a pattern that decides turns out to be malformed
     */
    public boolean matches(String path) throws InvalidPatternException {
        String clean = GoPath.slashes(path);
        List<String> parents = new ArrayList<>();
        int[] candidates = index.candidates(clean);
        for (String parent = GoPath.parent(clean); !parent.equals("."); parent = GoPath.parent(parent)) {
            parents.add(parent);
            candidates = PatternIndex.union(candidates, index.candidates(parent));
            if (parent.equals("/")) {
                break;
            }
        }
        boolean matched = false;
        for (int number : candidates) {
            IgnorePattern pattern = patterns.get(number);
            if (pattern.isException() == matched && fits(pattern, clean, parents)) {
                matched = !matched;
            }
        }
        return matched;
    }

    private boolean fits(IgnorePattern pattern, String path, List<String> parents) throws InvalidPatternException {
        boolean fits = pattern.matches(path, expressions);
        for (int i = 0; i < parents.size() && !fits; i++) {
            fits = pattern.matches(parents.get(i), expressions);
        }
        return fits;
    }

    /**
     * Judges a path whose parent has been judged. moby doesn't look at a pattern that can't change the verdict any more,
     * and then doesn't know on the next level that it fitted: a walk shows it in {@code a, !a/b, a}, where {@code a/b}
     * is not matched, although {@link #matches} says so. Daemons and buildx live with that, so this does the same.
     */
    Match match(String path, Match parent) throws InvalidPatternException {
        int[] candidates = index.candidates(path);
        if (candidates.length == 0 && parent.held.length == 0) {
            return Match.ROOT;
        }
        boolean matched = false;
        int[] held = new int[candidates.length + parent.held.length];
        int count = 0;
        for (int number : PatternIndex.union(candidates, parent.held)) {
            IgnorePattern pattern = patterns.get(number);
            if (Arrays.binarySearch(parent.held, number) >= 0
                    || pattern.isException() == matched && pattern.matches(path, expressions)) {
                held[count++] = number;
                matched = !pattern.isException();
            }
        }
        return new Match(matched, Arrays.copyOf(held, count));
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    /**
     * The folders in which something can still be found, all others can be left out of a walk; empty if the patterns
     * don't tell.
     *
     * @param exceptions whether to look at the exceptions or at the others
     */
    FolderSet foldersOf(boolean exceptions) {
        List<String> paths = new ArrayList<>();
        for (IgnorePattern pattern : patterns) {
            if (pattern.isException() == exceptions) {
                if (!pattern.isPath()) {
                    return FolderSet.UNKNOWN;
                }
                paths.add(pattern.withoutTrailingGlob());
            }
        }
        return FolderSet.of(paths);
    }

    /**
     * Folders that lead to the paths of some patterns, or the knowledge that any folder might. Of the paths alone: the
     * folders above one long path would take its length squared.
     */
    static final class FolderSet {
        static final FolderSet UNKNOWN = new FolderSet(null);

        /** Ascending; null if any folder might. */
        @CheckForNull
        private final String[] paths;

        private FolderSet(@CheckForNull String[] paths) {
            this.paths = paths;
        }

        private static FolderSet of(List<String> paths) {
            String[] ascending = paths.toArray(new String[0]);
            Arrays.sort(ascending);
            return new FolderSet(ascending);
        }

        boolean mayHold(String folder) {
            if (paths == null || Arrays.binarySearch(paths, folder) >= 0) {
                return true;
            }
            String below = folder + "/";
            int place = -1 - Arrays.binarySearch(paths, below);
            return place < 0 || place < paths.length && paths[place].startsWith(below);
        }
    }
}
