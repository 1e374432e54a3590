package io.jenkins.plugins.multiplatform.jenkins.fleet;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Computer;
import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What each agent's BuildKit answered the last run that asked. It is forgotten with the agent, and in no file. */
@Extension
@Restricted(NoExternalUse.class)
public final class ProbedAgents {
    private final Map<Computer, NodeStatus> answers = Collections.synchronizedMap(new WeakHashMap<>());

    /** Replaces what was known of the agent. */
    public static void remember(Computer agent, NodeStatus answer) {
        ExtensionList.lookupSingleton(ProbedAgents.class).answers.put(agent, answer);
    }

    /** Nothing if no run has asked since the agent was added or the controller was started. */
    public static Optional<NodeStatus> lastAnswer(Computer agent) {
        return Optional.ofNullable(
                ExtensionList.lookupSingleton(ProbedAgents.class).answers.get(agent));
    }
}
