package io.jenkins.plugins.multiplatform.registry;

import java.io.IOException;

/** A peer that sends or takes nothing, or next to nothing. The message says who and is complete. */
final class StalledTransferException extends IOException {
    private static final long serialVersionUID = 1L;

    StalledTransferException(String message) {
        super(message);
    }
}
