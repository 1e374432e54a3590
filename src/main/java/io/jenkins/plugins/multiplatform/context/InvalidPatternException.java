package io.jenkins.plugins.multiplatform.context;

/** A pattern of an ignore file, or one that the daemon asked for, that means nothing. */
public final class InvalidPatternException extends ContextException {
    private static final long serialVersionUID = 1L;

    InvalidPatternException(String message) {
        super(message);
    }

    static InvalidPatternException syntax(String pattern) {
        return new InvalidPatternException("syntax error in pattern: \"" + pattern + "\"");
    }
}
