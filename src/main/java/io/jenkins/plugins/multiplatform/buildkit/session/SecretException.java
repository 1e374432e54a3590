package io.jenkins.plugins.multiplatform.buildkit.session;

/** A secret exists and could not be read. The message never holds any part of it. */
public class SecretException extends Exception {
    private static final long serialVersionUID = 1L;

    public SecretException(String message) {
        super(message);
    }

    public SecretException(String message, Throwable cause) {
        super(message, cause);
    }
}
