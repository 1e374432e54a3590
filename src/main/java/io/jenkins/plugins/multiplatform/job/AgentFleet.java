package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import io.jenkins.plugins.multiplatform.plan.BaseImages;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import java.util.List;

/** The agents of a server, as far as one run may use them. */
public interface AgentFleet {
    /** As they are now. */
    List<AgentView> agents();

    /** Whether an agent satisfies a label expression. */
    boolean matches(String label, AgentView agent);

    /** Whether an agent is there only for jobs that name it, or a label of it, themselves. */
    boolean isExclusive(AgentView agent);

    /** Whether a cloud would make an agent of that label. */
    boolean canProvision(String label);

    /** Asks an agent's BuildKit what it is; one that does not answer is a result, not a failure. */
    NodeStatus probe(AgentView agent) throws InterruptedException;

    /**
     * Waits for a place on one of the agents that the request names.
     *
     * @throws LeaseException if none can be had
     */
    AgentLease lease(LeaseRequest request) throws LeaseException, InterruptedException;

    /**
     * Opens the run's outputs where its workspace is; before the first lease, if it has some to receive.
     *
     * @throws BuildException if something else stands where an output shall go
     */
    RunOutputs outputs() throws BuildException, AgentLostException, InterruptedException;

    /** What can be learnt of base images before anything is built. */
    BaseImages baseImages();

    /** A way to the run's registries. */
    RegistryDesk registries(BuildPlan plan);
}
