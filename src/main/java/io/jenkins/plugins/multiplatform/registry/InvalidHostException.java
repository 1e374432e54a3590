package io.jenkins.plugins.multiplatform.registry;

import java.io.IOException;

/** Nothing can be asked there, since what stands for the host is none. The message says why. */
final class InvalidHostException extends IOException {
    private static final long serialVersionUID = 1L;

    InvalidHostException(String message) {
        super(message);
    }
}
