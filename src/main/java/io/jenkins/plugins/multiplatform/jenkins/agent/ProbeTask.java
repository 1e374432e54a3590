package io.jenkins.plugins.multiplatform.jenkins.agent;

import io.jenkins.plugins.multiplatform.builder.BuilderInspector;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import io.jenkins.plugins.multiplatform.job.DefaultBuilder;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Asks an agent's BuildKit what it is, on that agent.
 *
 * @param node without an address for the agent's own Docker Engine
 */
@Restricted(NoExternalUse.class)
public record ProbeTask(String driver, BuilderNode node) implements AgentTask<NodeStatus> {
    @Override
    public NodeStatus run() {
        BuilderNode here = node.endpoint().isEmpty()
                ? new BuilderNode(
                        node.name(), DefaultBuilder.endpoint(System.getenv()), node.platforms(), node.driverOptions())
                : node;
        return BuilderInspector.probe(driver, here);
    }

    @Override
    public String toString() {
        return "probe BuildKit of " + node.name();
    }
}
