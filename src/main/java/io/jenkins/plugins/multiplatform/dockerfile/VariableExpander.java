package io.jenkins.plugins.multiplatform.dockerfile;

import io.jenkins.plugins.multiplatform.platform.GoQuote;
import java.util.Optional;

/**
 * Replaces {@code $name}, <code>${name}</code> and <code>${name:-word}</code> and its kin, and takes quotes and escapes
 * away, in one word.
 *
 * @see <a href="https://docs.docker.com/reference/dockerfile/#environment-replacement">environment replacement</a>
 */
final class VariableExpander {
    private static final int DEEPEST = 32;
    private static final int LONGEST = 16 * 1024;
    private static final String SPECIAL = "@*#?-$!";

    private final String text;
    private final char escape;
    private final Variables variables;
    private int position;

    /** Where values come from. */
    @FunctionalInterface
    interface Variables {
        /** Empty for a variable that is not set. */
        Optional<String> get(String name) throws CannotTellException;
    }

    private VariableExpander(String text, char escape, Variables variables) {
        this.text = text;
        this.escape = escape;
        this.variables = variables;
    }

    static String expand(String text, char escape, Variables variables, int line)
            throws InvalidDockerfileException, CannotTellException {
        VariableExpander expander = new VariableExpander(text, escape, variables);
        try {
            return expander.until((char) 0, 0);
        } catch (Syntax e) {
            throw InvalidDockerfileException.onLine(
                    line, "failed to process " + GoQuote.quote(text) + ": " + e.getMessage());
        }
    }

    /** An error in BuildKit's words, still without its place. */
    private static final class Syntax extends Exception {
        private static final long serialVersionUID = 1L;

        Syntax(String message) {
            super(message);
        }
    }

    private boolean atEnd() {
        return position >= text.length();
    }

    /** @param stop consumed too; 0 for the end of the text */
    private String until(char stop, int depth) throws Syntax, CannotTellException {
        if (depth > DEEPEST) {
            throw new CannotTellException("variables are nested more than " + DEEPEST + " deep");
        }
        StringBuilder result = new StringBuilder();
        while (!atEnd()) {
            char c = text.charAt(position);
            if (stop != 0 && c == stop) {
                position++;
                return result.toString();
            }
            append(c, result, depth);
            if (result.length() > LONGEST) {
                throw new CannotTellException("variables grow beyond " + LONGEST + " characters");
            }
        }
        if (stop != 0) {
            throw new Syntax("syntax error: missing '" + stop + "'");
        }
        return result.toString();
    }

    private void append(char c, StringBuilder result, int depth) throws Syntax, CannotTellException {
        switch (c) {
            case '\'' -> result.append(singleQuoted());
            case '"' -> doubleQuoted(result, depth);
            case '$' -> result.append(dollar(depth));
            default -> {
                position++;
                if (c != escape) {
                    result.append(c);
                } else if (!atEnd()) {
                    result.append(text.charAt(position++));
                }
            }
        }
    }

    private String singleQuoted() throws Syntax {
        int end = text.indexOf('\'', position + 1);
        if (end < 0) {
            throw new Syntax("unexpected end of statement while looking for matching single-quote");
        }
        String quoted = text.substring(position + 1, end);
        position = end + 1;
        return quoted;
    }

    private void doubleQuoted(StringBuilder result, int depth) throws Syntax, CannotTellException {
        position++;
        while (!atEnd()) {
            char c = text.charAt(position);
            if (c == '"') {
                position++;
                return;
            }
            if (c == '$') {
                result.append(dollar(depth));
            } else {
                boolean escapes = c == escape
                        && position + 1 < text.length()
                        && ("\"$" + escape).indexOf(text.charAt(position + 1)) >= 0;
                position += escapes ? 1 : 0;
                result.append(text.charAt(position++));
            }
        }
        throw new Syntax("unexpected end of statement while looking for matching double-quote");
    }

    private String dollar(int depth) throws Syntax, CannotTellException {
        position++;
        if (!atEnd() && text.charAt(position) == '{') {
            position++;
            return braces(depth);
        }
        String name = name();
        return name.isEmpty() ? "$" : variables.get(name).orElse("");
    }

    private String braces(int depth) throws Syntax, CannotTellException {
        if (atEnd()) {
            throw new Syntax("syntax error: missing '}'");
        }
        if ("{}:".indexOf(text.charAt(position)) >= 0) {
            throw new Syntax("syntax error: bad substitution");
        }
        String name = name();
        if (atEnd()) {
            throw new Syntax("syntax error: missing '}'");
        }
        char modifier = text.charAt(position++);
        if (modifier == '}') {
            return variables.get(name).orElse("");
        }
        boolean emptyIsUnset = modifier == ':' && !atEnd();
        if (emptyIsUnset) {
            modifier = text.charAt(position++);
        }
        if ("-+?".indexOf(modifier) < 0) {
            throw new CannotTellException("${" + name + "...} has the modifier " + modifier);
        }
        String word = until('}', depth + 1);
        Optional<String> set = variables.get(name);
        Optional<String> value = set.filter(found -> !emptyIsUnset || !found.isEmpty());
        return switch (modifier) {
            case '-' -> value.orElse(word);
            case '+' -> value.isPresent() ? word : "";
            default -> value.orElseThrow(() -> missing(name, word, set.isPresent() ? "empty" : "unset"));
        };
    }

    private static Syntax missing(String name, String word, String state) {
        return new Syntax(name + ": " + (word.isEmpty() ? "is not allowed to be " + state : word));
    }

    private String name() {
        int start = position;
        if (!atEnd() && SPECIAL.indexOf(text.charAt(position)) >= 0) {
            position++;
        } else if (!atEnd() && Character.isDigit(text.charAt(position))) {
            while (!atEnd() && Character.isDigit(text.charAt(position))) {
                position++;
            }
        } else {
            while (!atEnd() && (Character.isLetterOrDigit(text.charAt(position)) || text.charAt(position) == '_')) {
                position++;
            }
        }
        return text.substring(start, position);
    }
}
