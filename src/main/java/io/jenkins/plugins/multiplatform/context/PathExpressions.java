package io.jenkins.plugins.multiplatform.context;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Patterns with brackets, escapes and the like, compiled when they are first needed, as moby does it: its translation
 * is an expression of Go, which RE2/J reads by the same rules and runs in linear time. Compiled ones are large, so that
 * only the ones used last are kept. Thread-safe.
 *
 * @see <a href="https://github.com/moby/patternmatcher/blob/main/patternmatcher.go">patternmatcher.go, compile</a>
 */
final class PathExpressions {
    /** In RE2's instructions, some hundred bytes each when they run. Go stops too, at a few million. */
    static final int MAX_INSTRUCTIONS = 20_000;

    private static final int MAX_KEPT_INSTRUCTIONS = 100_000;
    private static final int MAX_SHOWN = 100;
    private static final int MAX_REPETITIONS = 1000;
    private static final int MAX_ASCII = 0x7f;

    private final Map<String, Pattern> compiled = new LinkedHashMap<>(16, 0.75f, true);
    private int instructions;

    /** @throws InvalidPatternException with moby's text if the pattern is malformed, or larger than is reasonable */
    boolean matches(String pattern, String path) throws InvalidPatternException {
        return compiled(pattern).matcher(path).find();
    }

    private synchronized Pattern compiled(String pattern) throws InvalidPatternException {
        Pattern found = compiled.get(pattern);
        if (found != null) {
            return found;
        }
        Pattern made = compile(pattern);
        compiled.put(pattern, made);
        instructions += made.programSize();
        Iterator<Pattern> oldest = compiled.values().iterator();
        while (instructions > MAX_KEPT_INSTRUCTIONS) {
            instructions -= oldest.next().programSize();
            oldest.remove();
        }
        return made;
    }

    private static Pattern compile(String pattern) throws InvalidPatternException {
        if (size(pattern) > MAX_INSTRUCTIONS) {
            String shown = pattern.length() > MAX_SHOWN ? pattern.substring(0, MAX_SHOWN) + "…" : pattern;
            throw new InvalidPatternException("syntax error in pattern: \"" + shown + "\": it stands for more than "
                    + MAX_INSTRUCTIONS + " characters, which is the most that is read");
        }
        try {
            return Pattern.compile(translate(pattern.codePoints().toArray()));
        } catch (PatternSyntaxException e) {
            throw InvalidPatternException.syntax(pattern);
        }
    }

    /** An upper bound of what the expression compiles to, found without compiling it: braces repeat what is before. */
    private static long size(String pattern) {
        long size = pattern.length();
        for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', open + 1)) {
            long largest = 0;
            long number = 0;
            for (int i = open + 1; i < pattern.length() && "0123456789,".indexOf(pattern.charAt(i)) >= 0; i++) {
                char c = pattern.charAt(i);
                number = c == ',' ? 0 : Math.min(MAX_REPETITIONS, number * 10 + (c - '0'));
                largest = Math.max(largest, number);
            }
            size += 2 * largest;
        }
        return size;
    }

    /** moby's translation, character by character. It means to escape braces and bars too, and doesn't. */
    private static String translate(int[] pattern) {
        StringBuilder expression = new StringBuilder("^");
        for (int i = 0; i < pattern.length; i++) {
            int c = pattern[i];
            if (c == '*' && i + 1 < pattern.length && pattern[i + 1] == '*') {
                i++;
                if (i + 1 < pattern.length && pattern[i + 1] == '/') {
                    i++;
                }
                expression.append(i + 1 == pattern.length ? ".*" : "(.*/)?");
            } else if (c == '*') {
                expression.append("[^/]*");
            } else if (c == '?') {
                expression.append("[^/]");
            } else if (".+()$".indexOf(c) >= 0) {
                expression.append('\\').appendCodePoint(c);
            } else if (c == '\\' && i + 1 < pattern.length) {
                if (pattern[++i] > MAX_ASCII) {
                    // Go escapes no letters that have no meaning; RE2/J escapes these.
                    throw new PatternSyntaxException("invalid escape sequence");
                }
                expression.append('\\').appendCodePoint(pattern[i]);
            } else if (c == '{' && i + 1 < pattern.length && pattern[i + 1] == '{') {
                // A brace that repeats nothing is itself; RE2/J stumbles over it where the next one repeats it.
                expression.append("\\{");
            } else {
                expression.appendCodePoint(c);
            }
        }
        return expression.append('$').toString();
    }
}
