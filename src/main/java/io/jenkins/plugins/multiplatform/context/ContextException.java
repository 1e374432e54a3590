package io.jenkins.plugins.multiplatform.context;

import java.io.IOException;

/** A build context that can't be sent as it is: the message names the file, what is wrong with it and the cure. */
public class ContextException extends IOException {
    private static final long serialVersionUID = 1L;

    public ContextException(String message) {
        super(message);
    }

    public ContextException(String message, Throwable cause) {
        super(message, cause);
    }
}
