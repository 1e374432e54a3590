package io.jenkins.plugins.multiplatform.driver;

/** A driver that does not exist or does not fit its endpoint or options, or a node that can't be reached through it. */
public class DriverException extends Exception {
    private static final long serialVersionUID = 1L;

    public DriverException(String message) {
        super(message);
    }

    public DriverException(String message, Throwable cause) {
        super(message, cause);
    }
}
