package io.jenkins.plugins.multiplatform.context;

import java.util.Map;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the parts of Go's regular expressions that a pattern can turn into: brackets with ranges, named classes and
 * escapes. Escapes that mean nothing in a path (assertions, Unicode classes, code points in hexadecimal) are refused.
 *
 * @see <a href="https://github.com/google/re2/wiki/Syntax">RE2's syntax</a>
 */
final class ExpressionReader {
    private static final Map<Integer, String> CLASSES =
            Map.of((int) 'd', "09", (int) 's', "\t\n\f\r  ", (int) 'w', "09AZ__az");
    private static final Map<Integer, Integer> CONTROLS =
            Map.of((int) 'a', 7, (int) 't', 9, (int) 'n', 10, (int) 'v', 11, (int) 'f', 12, (int) 'r', 13);
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("alnum", "09AZaz"),
            Map.entry("alpha", "AZaz"),
            Map.entry("ascii", "\0\u007f"),
            Map.entry("blank", "\t\t  "),
            Map.entry("cntrl", "\0\u001f\u007f\u007f"),
            Map.entry("digit", "09"),
            Map.entry("graph", "!~"),
            Map.entry("lower", "az"),
            Map.entry("print", " ~"),
            Map.entry("punct", "!/:@[`{~"),
            Map.entry("space", "\t\r  "),
            Map.entry("upper", "AZ"),
            Map.entry("word", "09AZ__az"),
            Map.entry("xdigit", "09AFaf"));

    /** What {@code **} in front of something becomes. */
    static final String FOLDERS = "(.*/)?";

    private static final Pattern REPETITION = Pattern.compile("\\{(\\d{1,9})(,(\\d{0,9}))?}");
    private static final int MOST = 1000;

    private final String expression;
    private int at;

    ExpressionReader(String expression) {
        this.expression = expression;
    }

    boolean hasMore() {
        return at < expression.length();
    }

    boolean isNext(String wanted) {
        return expression.startsWith(wanted, at);
    }

    boolean skip(String wanted) {
        boolean there = isNext(wanted);
        if (there) {
            at += wanted.length();
        }
        return there;
    }

    int next() throws InvalidPatternException {
        if (!hasMore()) {
            throw InvalidPatternException.syntax(expression);
        }
        int c = expression.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    /** Reads how often something is wanted, at least and at most; -1 for no limit. Once if nothing is said. */
    int[] repetition() throws InvalidPatternException {
        Matcher braces = REPETITION.matcher(expression).region(at, expression.length());
        if (!braces.lookingAt()) {
            return new int[] {1, 1};
        }
        int least = Integer.parseInt(braces.group(1));
        int most = braces.group(2) == null ? least : -1;
        if (most < 0 && !braces.group(3).isEmpty()) {
            most = Integer.parseInt(braces.group(3));
        }
        if (least > MOST || most > MOST || most >= 0 && least > most) {
            throw InvalidPatternException.syntax(expression);
        }
        at = braces.end();
        refuseRepetition();
        return new int[] {least, most};
    }

    /** Go doesn't repeat what is repeated. */
    void refuseRepetition() throws InvalidPatternException {
        if (REPETITION.matcher(expression).region(at, expression.length()).lookingAt()) {
            throw InvalidPatternException.syntax(expression);
        }
    }

    /** What stands behind a backslash outside of brackets. */
    IntPredicate escape() throws InvalidPatternException {
        CharacterClass members = new CharacterClass(false);
        int c = next();
        if (!addClass(members, c)) {
            int single = escaped(c);
            members.add(single, single);
        }
        return members;
    }

    /** What stands behind an opening bracket, to the closing one. */
    IntPredicate brackets() throws InvalidPatternException {
        CharacterClass members = new CharacterClass(skip("^"));
        boolean first = true;
        while (first || !skip("]")) {
            member(members);
            first = false;
        }
        return members;
    }

    private void member(CharacterClass members) throws InvalidPatternException {
        if (named(members)) {
            return;
        }
        int low = next();
        if (low == '\\') {
            int c = next();
            if (addClass(members, c)) {
                return;
            }
            low = escaped(c);
        }
        int high = low;
        boolean range = expression.startsWith("-", at) && !expression.startsWith("-]", at);
        if (range) {
            at++;
            high = next();
            high = high == '\\' ? escaped(next()) : high;
        }
        if (high < low) {
            throw InvalidPatternException.syntax(expression);
        }
        members.add(low, high);
    }

    private boolean named(CharacterClass members) throws InvalidPatternException {
        int end = expression.startsWith("[:", at) ? expression.indexOf(":]", at + 2) : -1;
        if (end < 0) {
            return false;
        }
        String name = expression.substring(at + 2, end);
        boolean negated = name.startsWith("^");
        String pairs = NAMED.get(negated ? name.substring(1) : name);
        if (pairs == null) {
            throw InvalidPatternException.syntax(expression);
        }
        if (negated) {
            members.addOthers(pairs);
        } else {
            members.addAll(pairs);
        }
        at = end + 2;
        return true;
    }

    private static boolean addClass(CharacterClass members, int c) {
        String pairs = CLASSES.get(Character.toLowerCase(c));
        if (pairs == null) {
            return false;
        }
        if (Character.isUpperCase(c)) {
            members.addOthers(pairs);
        } else {
            members.addAll(pairs);
        }
        return true;
    }

    private int escaped(int c) throws InvalidPatternException {
        Integer control = CONTROLS.get(c);
        if (control != null) {
            return control;
        }
        boolean punctuation = c < 0x80 && !Character.isLetterOrDigit(c);
        if (!punctuation) {
            throw InvalidPatternException.syntax(expression);
        }
        return c;
    }
}
