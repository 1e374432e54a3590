package io.jenkins.plugins.multiplatform.job;

/** No agent could be had: which were asked for, why none came, and what to do. */
public class LeaseException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean cancelled;

    public LeaseException(String message) {
        this(message, false);
    }

    private LeaseException(String message, boolean cancelled) {
        super(message);
        this.cancelled = cancelled;
    }

    /** A user took the request out of the queue. */
    public static LeaseException cancelled(String message) {
        return new LeaseException(message, true);
    }

    /** Whether a user ended the wait, so that no other place is looked for. */
    boolean isCancelled() {
        return cancelled;
    }
}
