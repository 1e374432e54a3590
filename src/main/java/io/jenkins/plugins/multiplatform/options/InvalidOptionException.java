package io.jenkins.plugins.multiplatform.options;

/** An option's text that can't be used: the message is buildx's where buildx has one. */
public class InvalidOptionException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidOptionException(String message) {
        super(message);
    }

    public InvalidOptionException(String message, Throwable cause) {
        super(message, cause);
    }
}
