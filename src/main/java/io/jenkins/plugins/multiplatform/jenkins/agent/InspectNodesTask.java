package io.jenkins.plugins.multiplatform.jenkins.agent;

import io.jenkins.plugins.multiplatform.builder.BuilderInspector;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import java.util.ArrayList;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Asks a builder's nodes what they are, from the agent that will build with them. */
@Restricted(NoExternalUse.class)
public record InspectNodesTask(BuilderInstance builder) implements AgentTask<ArrayList<NodeStatus>> {
    @Override
    public ArrayList<NodeStatus> run() throws InterruptedException {
        return new ArrayList<>(BuilderInspector.inspect(builder));
    }

    @Override
    public String toString() {
        return "inspect nodes of builder " + builder.name();
    }
}
