package io.jenkins.plugins.multiplatform.job;

/** An argument that can't be used. Its text names the argument, what was given, and what would do. */
public class InvalidArgumentException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidArgumentException(String message) {
        super(message);
    }

    public InvalidArgumentException(String message, Throwable cause) {
        super(message, cause);
    }
}
