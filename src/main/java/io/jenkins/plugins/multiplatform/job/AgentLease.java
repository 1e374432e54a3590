package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.build.BuildListener;
import io.jenkins.plugins.multiplatform.build.LintReport;
import io.jenkins.plugins.multiplatform.build.PlatformOutcomes;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;

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

    /**
     * Lets the agent's frontend look for faults in the Dockerfile; builds nothing.
     *
     * @param place on this agent
     * @throws BuildException if it can't
     */
    LintReport check(PlannedPlatform place) throws BuildException, AgentLostException, InterruptedException;

    /** Gives the place back; more than once does nothing more. */
    @Override
    void close();
}
