package io.jenkins.plugins.multiplatform.jenkins.agent;

import java.io.IOException;
import jenkins.agents.ControllerToAgentCallable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Finds out whether an agent still answers: a frozen one keeps its connection, and Jenkins' own ping takes minutes. */
@Restricted(NoExternalUse.class)
public record PingTask() implements ControllerToAgentCallable<Boolean, IOException> {
    @Override
    public Boolean call() {
        return true;
    }

    @Override
    public String toString() {
        return "ping";
    }
}
