package io.jenkins.plugins.multiplatform.jenkins.agent;

import hudson.AbortException;
import io.jenkins.plugins.multiplatform.job.OpenOutputs;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Closes a run's outputs, whatever became of the run.
 *
 * @param name of the run's outputs
 */
@Restricted(NoExternalUse.class)
public record CloseOutputsTask(String name) implements AgentTask<Boolean> {
    @Override
    public Boolean run() throws AbortException {
        try {
            OpenOutputs.close(name);
            return true;
        } catch (IOException e) {
            throw new AbortException(e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "close outputs";
    }
}
