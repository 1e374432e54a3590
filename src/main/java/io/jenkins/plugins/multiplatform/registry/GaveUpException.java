package io.jenkins.plugins.multiplatform.registry;

import java.io.IOException;

/** The last of several attempts failed without an answer; the cause says how. */
final class GaveUpException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int attempts;

    GaveUpException(int attempts, IOException last) {
        super(last);
        this.attempts = attempts;
    }

    int attempts() {
        return attempts;
    }
}
