package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.build.BuildListener;
import io.jenkins.plugins.multiplatform.build.PlatformOutcomes;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;

/** A place on an agent, for some platforms of one run. */
public interface AgentLease extends AutoCloseable {
    AgentView agent();

    /**
     * Builds there. Interrupting the caller cancels everything on the agent.
     *
     * @param share of the plan, with this agent as the node
     * @throws AgentLostException if the agent went away or stopped answering; what it had finished was told to the
     *     listener
     */
    PlatformOutcomes build(BuildPlan share, BuildListener listener) throws AgentLostException, InterruptedException;

    /** Gives the place back; more than once does nothing more. */
    @Override
    void close();
}
