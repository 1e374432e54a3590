package io.jenkins.plugins.multiplatform.auth;

/** A token server gave no usable token. */
public final class TokenException extends AuthException {
    private static final long serialVersionUID = 1L;

    private final boolean refused;

    TokenException(String message, boolean refused) {
        super(message);
        this.refused = refused;
    }

    TokenException(String message, Throwable cause) {
        super(message, cause);
        this.refused = false;
    }

    /** True if the server answered and refused: another credential may help, asking again will not. */
    public boolean isRefused() {
        return refused;
    }
}
