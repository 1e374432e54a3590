package io.jenkins.plugins.multiplatform.context;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * One name against one pattern by the rules of Go's {@code filepath.Match}: names are chosen by them where the daemon
 * follows a path with wildcards, and a pattern of an ignore file that they call malformed is refused at once. They look
 * at a pattern only as far as a name fits it, so that what is wrong behind may stay unseen.
 */
final class Glob {
    private final String pattern;
    private final List<Chunk> chunks = new ArrayList<>();

    /** The text up to the next star, read when it is needed. */
    private final class Chunk {
        final boolean afterStar;
        private final int[] source;
        private int at;

        Chunk(boolean afterStar, String source) {
            this.afterStar = afterStar;
            this.source = source.codePoints().toArray();
        }

        List<IntPredicate> steps() throws InvalidPatternException {
            List<IntPredicate> steps = new ArrayList<>();
            for (at = 0; at < source.length; ) {
                int c = source[at++];
                steps.add(
                        switch (c) {
                            case '?' -> codePoint -> codePoint != '/';
                            case '[' -> brackets();
                            case '\\' -> GoPath.WINDOWS ? literal(c) : literal(next());
                            default -> literal(c);
                        });
            }
            return steps;
        }

        private IntPredicate brackets() throws InvalidPatternException {
            boolean negated = at < source.length && source[at] == '^';
            at += negated ? 1 : 0;
            CharacterClass members = new CharacterClass(negated);
            for (boolean empty = true; empty || at >= source.length || source[at] != ']'; empty = false) {
                int low = member();
                int high = low;
                if (at < source.length && source[at] == '-') {
                    at++;
                    high = member();
                }
                members.add(low, high);
            }
            at++;
            return members;
        }

        private int member() throws InvalidPatternException {
            int c = next();
            if (c == '-' || c == ']') {
                throw InvalidPatternException.syntax(pattern);
            }
            return c == '\\' && !GoPath.WINDOWS ? next() : c;
        }

        private int next() throws InvalidPatternException {
            if (at >= source.length) {
                throw InvalidPatternException.syntax(pattern);
            }
            return source[at++];
        }
    }

    Glob(String pattern) {
        this.pattern = pattern;
        int start = 0;
        while (start < pattern.length()) {
            int text = start;
            while (text < pattern.length() && pattern.charAt(text) == '*') {
                text++;
            }
            int end = nextStar(pattern, text);
            chunks.add(new Chunk(text > start, pattern.substring(text, end)));
            start = end;
        }
    }

    /** A pattern that is malformed where {@code filepath.Match} sees it when it looks for the name ".". */
    static Glob of(String pattern) throws InvalidPatternException {
        Glob glob = new Glob(pattern);
        glob.matches(".");
        return glob;
    }

    static boolean hasWildcards(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\' && !GoPath.WINDOWS) {
                i++;
            } else if (c == '*' || c == '?' || c == '[') {
                return true;
            }
        }
        return false;
    }

    private static int nextStar(String pattern, int from) {
        boolean bracketed = false;
        for (int i = from; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && !GoPath.WINDOWS) {
                i++;
            } else if (c == '[' || c == ']') {
                bracketed = c == '[';
            } else if (c == '*' && !bracketed) {
                return i;
            }
        }
        return pattern.length();
    }

    private static IntPredicate literal(int wanted) {
        return codePoint -> codePoint == wanted;
    }

    /** Each chunk is put at the first place where it fits: a later place leaves less for the chunks behind it. */
    boolean matches(String name) throws InvalidPatternException {
        int[] text = name.codePoints().toArray();
        int at = 0;
        for (int i = 0; i < chunks.size(); i++) {
            Chunk chunk = chunks.get(i);
            boolean last = i == chunks.size() - 1;
            if (chunk.afterStar && chunk.source.length == 0) {
                return indexOfSlash(text, at) < 0;
            }
            at = place(chunk, text, at, last);
            if (at < 0) {
                return false;
            }
        }
        return at == text.length;
    }

    /** Where the text goes on behind the chunk, or -1. */
    private static int place(Chunk chunk, int[] text, int from, boolean toTheEnd) throws InvalidPatternException {
        List<IntPredicate> steps = chunk.steps();
        for (int start = from; start + steps.size() <= text.length; start++) {
            int end = start + steps.size();
            if (fits(steps, text, start) && (!toTheEnd || end == text.length)) {
                return end;
            }
            if (!chunk.afterStar || start < text.length && text[start] == '/') {
                return -1;
            }
        }
        return -1;
    }

    private static boolean fits(List<IntPredicate> steps, int[] text, int start) {
        for (int i = 0; i < steps.size(); i++) {
            if (!steps.get(i).test(text[start + i])) {
                return false;
            }
        }
        return true;
    }

    private static int indexOfSlash(int[] text, int from) {
        for (int i = from; i < text.length; i++) {
            if (text[i] == '/') {
                return i;
            }
        }
        return -1;
    }
}
