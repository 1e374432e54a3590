package io.jenkins.plugins.multiplatform.jenkins.agent;

import hudson.AbortException;
import io.jenkins.plugins.multiplatform.build.MirrorRule;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.job.OpenOutputs;
import io.jenkins.plugins.multiplatform.plan.OutputSpec;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import java.util.ArrayList;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Opens a run's outputs where its workspace is, until they are closed or the channel is: without the run nobody would
 * put them together.
 *
 * @param name that nobody can guess
 * @param rule for those that delete what is in their folder
 * @param workspace whose links lead nowhere else
 */
@Restricted(NoExternalUse.class)
public record OpenOutputsTask(String name, ArrayList<OutputSpec> outputs, MirrorRule rule, Workspace workspace)
        implements AgentTask<Boolean> {
    @Override
    public Boolean run() throws AbortException {
        ChannelEnd end = ChannelEnd.closing(() -> OpenOutputs.close(name));
        try {
            OpenOutputs.open(name, outputs, rule, workspace, end::forget);
        } catch (PlanException e) {
            throw new AbortException(e.getMessage());
        }
        end.watch();
        return true;
    }

    /** The name is for this one run's calls alone. */
    @Override
    public String toString() {
        return "open outputs";
    }
}
