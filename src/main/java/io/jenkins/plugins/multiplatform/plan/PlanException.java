package io.jenkins.plugins.multiplatform.plan;

/** A request that can't be planned: what is wrong with it, and what to do. Nothing was built. */
public class PlanException extends Exception {
    private static final long serialVersionUID = 1L;

    public PlanException(String message) {
        super(message);
    }

    public PlanException(String message, Throwable cause) {
        super(message, cause);
    }
}
