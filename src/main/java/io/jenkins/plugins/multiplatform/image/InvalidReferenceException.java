package io.jenkins.plugins.multiplatform.image;

/**
 * An image reference, tag or digest that cannot be read. The message is that of the library which Docker uses, word
 * for word; it often does not name the input, so callers put {@link #input()} before it.
 */
public final class InvalidReferenceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String input;

    InvalidReferenceException(String input, String message) {
        super(message);
        this.input = input;
    }

    /** What was given, unchanged. */
    public String input() {
        return input;
    }
}
