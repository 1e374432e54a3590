package io.jenkins.plugins.multiplatform.relay;

import java.io.IOException;

/** A link that is no more, or a request that its other end refused. The message says which, why, and what to do. */
public class RelayException extends IOException {
    private static final long serialVersionUID = 1L;

    RelayException(String message) {
        super(message);
    }

    RelayException(String message, Throwable cause) {
        super(message, cause);
    }

    static RelayException lost(String peer, String why, Throwable cause) {
        return new RelayException("Lost the connection to " + peer + ": " + why, cause);
    }

    /** The same for one more thread that waits, with that thread's own stack. */
    RelayException again() {
        return new RelayException(getMessage(), this);
    }
}
