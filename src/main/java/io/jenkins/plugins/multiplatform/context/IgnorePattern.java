package io.jenkins.plugins.multiplatform.context;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * One cleaned pattern. What it costs depends on its form: most are a name, a folder with {@code /**} behind, or
 * {@code **} and a suffix, and need no expression.
 */
final class IgnorePattern {
    enum Form {
        EXACT,
        PREFIX,
        SUFFIX,
        EXPRESSION
    }

    private final String pattern;
    private final boolean exception;
    private final Form form;
    private final String literal;
    /** Null unless the form wants one and it is well-formed. */
    @CheckForNull
    private final PathExpression expression;

    private IgnorePattern(String pattern, boolean exception) {
        this.pattern = pattern;
        this.exception = exception;
        this.form = form(pattern);
        this.literal = switch (form) {
            case PREFIX -> pattern.substring(0, pattern.length() - 2);
            case SUFFIX -> pattern.substring(2);
            default -> pattern;
        };
        this.expression = form == Form.EXPRESSION ? expression(pattern) : null;
    }

    /** moby notices a malformed expression when it first needs it: a pattern that is never needed may stay so. */
    @CheckForNull
    private static PathExpression expression(String pattern) {
        try {
            return PathExpression.of(pattern);
        } catch (InvalidPatternException e) {
            return null;
        }
    }

    /**
     * @param pattern clean and not empty; a leading {@code !} makes it an exception
     */
    static IgnorePattern of(String pattern) throws InvalidPatternException {
        boolean exception = pattern.startsWith("!");
        if (exception && pattern.length() == 1) {
            throw new InvalidPatternException("illegal exclusion pattern: \"!\"");
        }
        String bare = exception ? pattern.substring(1) : pattern;
        Glob.of(bare);
        return new IgnorePattern(bare, exception);
    }

    private static Form form(String pattern) {
        boolean anywhere = pattern.startsWith("**");
        String rest = anywhere ? pattern.substring(2) : pattern;
        if (anywhere && !hasExpression(rest)) {
            return Form.SUFFIX;
        }
        if (!anywhere && rest.endsWith("**") && !hasExpression(rest.substring(0, rest.length() - 2))) {
            return Form.PREFIX;
        }
        return hasExpression(pattern) ? Form.EXPRESSION : Form.EXACT;
    }

    private static boolean hasExpression(String pattern) {
        return pattern.chars().anyMatch(c -> "*?[]\\".indexOf(c) >= 0);
    }

    boolean matches(String path) throws InvalidPatternException {
        return switch (form) {
            case EXACT -> path.equals(literal);
            case PREFIX -> path.startsWith(literal);
            case SUFFIX ->
                path.endsWith(literal)
                        || literal.startsWith("/") && literal.length() == path.length() + 1 && literal.endsWith(path);
            case EXPRESSION -> expression().matches(path);
        };
    }

    private PathExpression expression() throws InvalidPatternException {
        if (expression == null) {
            throw InvalidPatternException.syntax(pattern);
        }
        return expression;
    }

    boolean isException() {
        return exception;
    }

    Form form() {
        return form;
    }

    /** What a path must begin with, end with or be, by form; the whole pattern for an expression. */
    String literal() {
        return literal;
    }

    /** The literal beginning of an expression, as far as it is plain; every path that matches begins with it. */
    String beginning() {
        int end = 0;
        if (expression == null || pattern.chars().anyMatch(c -> "|{^".indexOf(c) >= 0)) {
            return "";
        }
        while (end < pattern.length() && !hasExpression(pattern.substring(end, end + 1))) {
            end++;
        }
        return pattern.substring(0, end);
    }

    /** The literal end of an expression, as far as it is plain; every path that matches ends with it. */
    String ending() {
        if (expression == null || pattern.chars().anyMatch(c -> "[]\\^|{".indexOf(c) >= 0)) {
            return "";
        }
        int start = pattern.length();
        while (start > 0 && !hasExpression(pattern.substring(start - 1, start))) {
            start--;
        }
        String ending = pattern.substring(start);
        boolean slashIsOptional = ending.startsWith("/") && pattern.startsWith("**", Math.max(0, start - 2));
        return slashIsOptional ? ending.substring(1) : ending;
    }

    /** Without the trailing wildcard that only says "whatever is below". */
    String withoutTrailingGlob() {
        String path = pattern.endsWith("/**") ? pattern.substring(0, pattern.length() - 3) : pattern;
        return path.endsWith("/*") ? path.substring(0, path.length() - 2) : path;
    }

    /** True if {@link #withoutTrailingGlob} is the only path that the pattern is about. */
    boolean isPath() {
        return withoutTrailingGlob().chars().noneMatch(c -> "*[]?^\\".indexOf(c) >= 0);
    }

    @Override
    public String toString() {
        return (exception ? "!" : "") + pattern;
    }
}
