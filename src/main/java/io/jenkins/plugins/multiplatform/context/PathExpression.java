package io.jenkins.plugins.multiplatform.context;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A pattern with wildcards, as steps over the code points of a path. moby turns such patterns into regular expressions;
 * this reads the same expressions, so that their oddities stay (a <code>|</code> means "or", <code>{2}</code> means
 * "twice"), but runs all alternatives side by side: a hostile ignore file costs time in proportion to its length, where
 * {@code java.util.regex} could be kept busy for ever.
 *
 * @see <a href="https://github.com/moby/patternmatcher/blob/main/patternmatcher.go">patternmatcher.go, compile</a>
 */
final class PathExpression {
    private static final IntPredicate ANY = codePoint -> codePoint != '\n';
    private static final IntPredicate NOTHING = codePoint -> false;

    /** More is no pattern that somebody wrote; Go stops too, at a few million. */
    private static final int MOST_STEPS = 100_000;

    private enum Kind {
        ONCE,
        AT_MOST_ONCE,
        ANY_NUMBER,
        /** Takes nothing and goes on with the next step or behind the two that follow it. */
        OPTIONAL_PAIR,
        /** Takes nothing and goes on if nothing has been taken yet. */
        BEGINNING,
        /** Takes nothing and goes on if all has been taken. */
        END
    }

    private record Step(Kind kind, IntPredicate takes) {}

    /** Each fits anywhere in a path, so that steps hold it to beginning and end. */
    private final List<List<Step>> alternatives = new ArrayList<>();

    private PathExpression(ExpressionReader reader) throws InvalidPatternException {
        do {
            List<Step> steps = new ArrayList<>();
            while (reader.hasMore() && !reader.isNext("|")) {
                read(reader, steps);
                requireRoom(steps.size());
            }
            alternatives.add(steps);
        } while (reader.skip("|"));
    }

    /**
     * @param pattern clean, without the {@code !} of an exception
     */
    static PathExpression of(String pattern) throws InvalidPatternException {
        try {
            return new PathExpression(
                    new ExpressionReader(expression(pattern.codePoints().toArray())));
        } catch (InvalidPatternException e) {
            throw InvalidPatternException.syntax(pattern);
        }
    }

    /** A few characters can ask for a thousand steps. */
    private static void requireRoom(int steps) throws InvalidPatternException {
        if (steps > MOST_STEPS) {
            throw InvalidPatternException.syntax("...");
        }
    }

    /** moby's translation, character by character. It means to escape braces and bars too, and doesn't. */
    private static String expression(int[] pattern) {
        StringBuilder expression = new StringBuilder("^");
        for (int i = 0; i < pattern.length; i++) {
            int c = pattern[i];
            if (c == '*' && i + 1 < pattern.length && pattern[i + 1] == '*') {
                i++;
                if (i + 1 < pattern.length && pattern[i + 1] == '/') {
                    i++;
                }
                expression.append(i + 1 == pattern.length ? ".*" : ExpressionReader.FOLDERS);
            } else if (c == '*') {
                expression.append("[^/]*");
            } else if (c == '?') {
                expression.append("[^/]");
            } else if (".+()$".indexOf(c) >= 0) {
                expression.append('\\').appendCodePoint(c);
            } else if (c == '\\' && i + 1 < pattern.length) {
                expression.append('\\').appendCodePoint(pattern[++i]);
            } else {
                expression.appendCodePoint(c);
            }
        }
        return expression.append('$').toString();
    }

    private static void read(ExpressionReader reader, List<Step> steps) throws InvalidPatternException {
        if (reader.skip(ExpressionReader.FOLDERS)) {
            steps.add(new Step(Kind.OPTIONAL_PAIR, NOTHING));
            steps.add(new Step(Kind.ANY_NUMBER, ANY));
            steps.add(new Step(Kind.ONCE, codePoint -> codePoint == '/'));
            reader.refuseRepetition();
            return;
        }
        Step one = one(reader);
        if (reader.skip("*")) {
            steps.add(new Step(Kind.ANY_NUMBER, one.takes));
            reader.refuseRepetition();
            return;
        }
        int[] times = reader.repetition();
        for (int i = 0; i < times[0]; i++) {
            steps.add(one);
        }
        for (int i = times[0]; i < times[1]; i++) {
            steps.add(new Step(Kind.AT_MOST_ONCE, one.takes));
        }
        if (times[1] < 0) {
            steps.add(new Step(Kind.ANY_NUMBER, one.takes));
        }
    }

    private static Step one(ExpressionReader reader) throws InvalidPatternException {
        int c = reader.next();
        return switch (c) {
            case '^' -> new Step(Kind.BEGINNING, NOTHING);
            case '$' -> new Step(Kind.END, NOTHING);
            case '[' -> new Step(Kind.ONCE, reader.brackets());
            case '.' -> new Step(Kind.ONCE, ANY);
            case '\\' -> new Step(Kind.ONCE, reader.escape());
            default -> new Step(Kind.ONCE, codePoint -> codePoint == c);
        };
    }

    boolean matches(String path) {
        return alternatives.stream().anyMatch(steps -> matches(steps, path));
    }

    private static boolean matches(List<Step> steps, String path) {
        boolean[] now = new boolean[steps.size() + 1];
        boolean[] then = new boolean[steps.size() + 1];
        for (int i = 0; ; ) {
            now[0] = true;
            goOn(steps, now, i == 0, i == path.length());
            if (now[steps.size()]) {
                return true;
            }
            if (i == path.length()) {
                return false;
            }
            int c = path.codePointAt(i);
            i += Character.charCount(c);
            take(steps, c, now, then);
            boolean[] spare = now;
            now = then;
            then = spare;
        }
    }

    private static void take(List<Step> steps, int c, boolean[] now, boolean[] then) {
        Arrays.fill(then, false);
        for (int s = 0; s < steps.size(); s++) {
            Step step = steps.get(s);
            if (now[s] && step.takes.test(c)) {
                then[step.kind == Kind.ANY_NUMBER ? s : s + 1] = true;
            }
        }
    }

    /** Adds the steps that may follow without taking a character; they always lie behind. */
    private static void goOn(List<Step> steps, boolean[] states, boolean atBeginning, boolean atEnd) {
        for (int s = 0; s < steps.size(); s++) {
            if (states[s]) {
                switch (steps.get(s).kind) {
                    case ONCE -> {}
                    case AT_MOST_ONCE, ANY_NUMBER -> states[s + 1] = true;
                    case OPTIONAL_PAIR -> {
                        states[s + 1] = true;
                        states[s + 3] = true;
                    }
                    case BEGINNING -> states[s + 1] |= atBeginning;
                    case END -> states[s + 1] |= atEnd;
                }
            }
        }
    }
}
