package io.jenkins.plugins.multiplatform.jenkins.agent;

import hudson.AbortException;
import io.jenkins.plugins.multiplatform.job.OpenOutputs;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.util.ArrayList;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Puts a run's outputs together, when all that belongs to them was sent.
 *
 * @param name of the run's outputs
 * @param platforms that have sent theirs, in the order asked
 */
@Restricted(NoExternalUse.class)
public record FinishOutputsTask(String name, ArrayList<Platform> platforms) implements AgentTask<Boolean> {
    @Override
    public Boolean run() throws AbortException, InterruptedException {
        try {
            OpenOutputs.of(name).finish(platforms);
            return true;
        } catch (IOException e) {
            throw new AbortException(e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "finish outputs";
    }
}
