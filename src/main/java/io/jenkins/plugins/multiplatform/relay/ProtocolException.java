package io.jenkins.plugins.multiplatform.relay;

import java.io.IOException;

/** The peer did what no honest one does; the link must end. The message is the second half of a sentence: it did so. */
final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        super(message);
    }
}
