package io.jenkins.plugins.multiplatform.job;

/** An agent that went away, or stopped answering, while it built. Another one may do. */
public class AgentLostException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean workspace;

    /** @param workspace whether it is the one that has the sources, without which no other can build either */
    public AgentLostException(String message, boolean workspace, Throwable cause) {
        super(message, cause);
        this.workspace = workspace;
    }

    public boolean isWorkspace() {
        return workspace;
    }
}
