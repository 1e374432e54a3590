package io.jenkins.plugins.multiplatform.job;

/** No agent could be had: which were asked for, why none came, and what to do. */
public class LeaseException extends Exception {
    private static final long serialVersionUID = 1L;

    public LeaseException(String message) {
        super(message);
    }
}
