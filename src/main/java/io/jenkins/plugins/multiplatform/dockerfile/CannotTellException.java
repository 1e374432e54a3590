package io.jenkins.plugins.multiplatform.dockerfile;

/** Syntax that this reading does not know, though BuildKit may. Never leaves the package. */
final class CannotTellException extends Exception {
    private static final long serialVersionUID = 1L;

    CannotTellException(String message) {
        super(message);
    }
}
