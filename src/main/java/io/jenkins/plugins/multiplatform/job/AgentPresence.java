package io.jenkins.plugins.multiplatform.job;

/** Whether an agent takes work of a run just now. */
public enum AgentPresence {
    ONLINE(""),
    OFFLINE(" is offline"),
    /** The run lost it, and it has not connected again. */
    LOST(" was lost and has not connected again"),
    /** It was made for one task, and ends with it: whatever else built there would be cut off in the middle. */
    RESERVED(" was made for one task, which is not of this run");

    private final String text;

    AgentPresence(String text) {
        this.text = text;
    }

    /** What follows the agent's name in a message; empty if there is nothing to say. */
    String text() {
        return text;
    }
}
