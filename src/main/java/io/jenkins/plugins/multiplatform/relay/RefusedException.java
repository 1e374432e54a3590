package io.jenkins.plugins.multiplatform.relay;

/** Something that an honest peer does not ask for: told to it, and to the log of the end that refused. */
final class RefusedException extends RelayException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
