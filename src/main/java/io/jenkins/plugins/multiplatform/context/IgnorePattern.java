package io.jenkins.plugins.multiplatform.context;

/**
 * One cleaned pattern, kept as its text: there may be hundreds of thousands. What it costs to apply depends on its form:
 * most are a name, a folder with {@code /**} behind, or {@code **} and a suffix.
 */
final class IgnorePattern {
    enum Form {
        EXACT,
        PREFIX,
        SUFFIX,
        WILDCARDS,
        EXPRESSION
    }

    private final String pattern;
    private final boolean exception;
    private final Form form;

    private IgnorePattern(String pattern, boolean exception) {
        this.pattern = pattern;
        this.exception = exception;
        this.form = form(pattern);
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
        if (bare.indexOf('[') >= 0 || bare.indexOf('\\') >= 0) {
            Glob.of(bare);
        }
        return new IgnorePattern(bare, exception);
    }

    private static Form form(String pattern) {
        int length = pattern.length();
        boolean anywhere = pattern.startsWith("**");
        if (anywhere && !isSpecial(pattern, 2, length)) {
            return Form.SUFFIX;
        }
        if (!anywhere && pattern.endsWith("**") && !isSpecial(pattern, 0, length - 2)) {
            return Form.PREFIX;
        }
        if (!isSpecial(pattern, 0, length)) {
            return Form.EXACT;
        }
        return pattern.chars().anyMatch(c -> "[]\\{|^".indexOf(c) >= 0) ? Form.EXPRESSION : Form.WILDCARDS;
    }

    /** Whether some of it makes moby take the pattern for more than text. */
    private static boolean isSpecial(String pattern, int from, int to) {
        for (int i = from; i < to; i++) {
            if (isSpecial(pattern.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSpecial(char c) {
        return "*?[]\\".indexOf(c) >= 0;
    }

    /** moby notices a malformed expression when it first needs it: a pattern that is never needed may stay so. */
    boolean matches(String path, PathExpressions expressions) throws InvalidPatternException {
        return switch (form) {
            case EXACT -> path.equals(pattern);
            case PREFIX -> path.regionMatches(0, pattern, 0, pattern.length() - 2);
            case SUFFIX -> endsWithLiteral(path);
            case WILDCARDS -> Wildcards.matches(pattern, path);
            case EXPRESSION -> expressions.matches(pattern, path);
        };
    }

    private boolean endsWithLiteral(String path) {
        int length = pattern.length() - 2;
        return path.regionMatches(path.length() - length, pattern, 2, length)
                || pattern.startsWith("/", 2) && path.length() == length - 1 && pattern.endsWith(path);
    }

    boolean isException() {
        return exception;
    }

    Form form() {
        return form;
    }

    String text() {
        return pattern;
    }

    /**
     * How many characters every path that matches begins with. None of an expression: whether it is well-formed is known
     * only when it is applied, and moby applies it to the first path.
     */
    int beginning() {
        return switch (form) {
            case EXACT -> pattern.length();
            case PREFIX -> pattern.length() - 2;
            case WILDCARDS -> plainBeginning();
            case SUFFIX, EXPRESSION -> 0;
        };
    }

    private int plainBeginning() {
        int end = 0;
        while (end < pattern.length() && !isSpecial(pattern.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Where in the pattern the text begins that every path that matches ends with. */
    int ending() {
        if (form == Form.SUFFIX) {
            return 2;
        }
        int start = pattern.length();
        if (form != Form.WILDCARDS) {
            return start;
        }
        while (start > 0 && !isSpecial(pattern.charAt(start - 1))) {
            start--;
        }
        boolean slashIsOptional = pattern.startsWith("/", start) && pattern.startsWith("**", Math.max(0, start - 2));
        return slashIsOptional ? start + 1 : start;
    }

    /** Without the trailing wildcard that only says "whatever is below". */
    String withoutTrailingGlob() {
        String path = pattern.endsWith("/**") ? pattern.substring(0, pattern.length() - 3) : pattern;
        return path.endsWith("/*") ? path.substring(0, path.length() - 2) : path;
    }

    /** True if {@link #withoutTrailingGlob} is the only path that the pattern is about. */
    boolean isPath() {
        String path = withoutTrailingGlob();
        return path.indexOf('^') < 0 && !isSpecial(path, 0, path.length());
    }

    @Override
    public String toString() {
        return (exception ? "!" : "") + pattern;
    }
}
