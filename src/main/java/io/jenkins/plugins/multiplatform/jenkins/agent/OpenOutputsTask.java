package io.jenkins.plugins.multiplatform.jenkins.agent;

import hudson.AbortException;
import hudson.remoting.Channel;
import io.jenkins.plugins.multiplatform.job.OpenOutputs;
import io.jenkins.plugins.multiplatform.plan.OutputSpec;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import java.io.IOException;
import java.util.ArrayList;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Opens a run's outputs where its workspace is, until they are closed or the channel is: without the run nobody would
 * put them together.
 *
 * @param name that nobody can guess
 */
@Restricted(NoExternalUse.class)
public record OpenOutputsTask(String name, ArrayList<OutputSpec> outputs) implements AgentTask<Boolean> {
    @Override
    public Boolean run() throws AbortException {
        Channel channel = Channel.current();
        ChannelListener listener = new ChannelListener(name);
        try {
            OpenOutputs.open(name, outputs, () -> {
                if (channel != null) {
                    // A channel lives for weeks and would remember every run.
                    channel.removeListener(listener);
                }
            });
        } catch (PlanException e) {
            throw new AbortException(e.getMessage());
        }
        if (channel != null) {
            channel.addListener(listener);
        }
        return true;
    }

    private static final class ChannelListener extends Channel.Listener {
        private final String name;

        ChannelListener(String name) {
            this.name = name;
        }

        @Override
        public void onClosed(Channel channel, IOException cause) {
            try {
                OpenOutputs.close(name);
            } catch (IOException e) {
                // What could not be removed has a name of its own; there is nobody to tell it to.
                return;
            }
        }
    }

    /** The name is for this one run's calls alone. */
    @Override
    public String toString() {
        return "open outputs";
    }
}
