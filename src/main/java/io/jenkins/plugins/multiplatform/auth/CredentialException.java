package io.jenkins.plugins.multiplatform.auth;

/** A credential exists or may exist, but could not be read. Its absence is no error: that is anonymous access. */
public final class CredentialException extends AuthException {
    private static final long serialVersionUID = 1L;

    public CredentialException(String message) {
        super(message);
    }

    public CredentialException(String message, Throwable cause) {
        super(message, cause);
    }
}
