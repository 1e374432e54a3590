package io.jenkins.plugins.multiplatform.auth;

/**
 * Identification at a registry failed. The message says what was tried, on what and why it failed, and never holds a
 * secret: it is made of our own words, host names and user names only.
 */
public class AuthException extends Exception {
    private static final long serialVersionUID = 1L;

    public AuthException(String message) {
        super(Printable.lines(message));
    }

    public AuthException(String message, Throwable cause) {
        super(Printable.lines(message), cause);
    }
}
