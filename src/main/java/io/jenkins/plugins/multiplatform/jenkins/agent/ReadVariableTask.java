package io.jenkins.plugins.multiplatform.jenkins.agent;

import java.util.Objects;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Reads a variable of the agent's own process; empty if it has none. */
@Restricted(NoExternalUse.class)
public record ReadVariableTask(String name) implements AgentTask<String> {
    @Override
    public String run() {
        return Objects.toString(System.getenv(name), "");
    }

    @Override
    public String toString() {
        return "read variable " + name;
    }
}
