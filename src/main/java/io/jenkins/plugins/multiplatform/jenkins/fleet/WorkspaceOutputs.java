package io.jenkins.plugins.multiplatform.jenkins.fleet;

import hudson.remoting.Callable;
import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.jenkins.agent.CloseOutputsTask;
import io.jenkins.plugins.multiplatform.jenkins.agent.FinishOutputsTask;
import io.jenkins.plugins.multiplatform.jenkins.agent.OpenOutputsTask;
import io.jenkins.plugins.multiplatform.job.AgentLostException;
import io.jenkins.plugins.multiplatform.job.RunOutputs;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A run's outputs on the agent of its workspace. */
final class WorkspaceOutputs implements RunOutputs {
    private static final Logger LOGGER = Logger.getLogger(WorkspaceOutputs.class.getName());
    private static final long CLOSE_SECONDS = 30;

    private final RunSite site;

    private WorkspaceOutputs(RunSite site) {
        this.site = site;
    }

    static WorkspaceOutputs open(RunSite site) throws BuildException, AgentLostException, InterruptedException {
        WorkspaceOutputs outputs = new WorkspaceOutputs(site);
        boolean opened = false;
        try {
            outputs.call(new OpenOutputsTask(
                    site.outputs(),
                    new ArrayList<>(site.request().received()),
                    site.mirrors(),
                    site.facts().workspace()));
            opened = true;
            return outputs;
        } finally {
            if (!opened) {
                // The call may have been given up after it had begun.
                outputs.close();
            }
        }
    }

    @Override
    public void finish(List<Platform> platforms) throws BuildException, AgentLostException, InterruptedException {
        call(new FinishOutputsTask(site.outputs(), new ArrayList<>(platforms)));
    }

    private void call(Callable<Boolean, IOException> task)
            throws BuildException, AgentLostException, InterruptedException {
        try {
            new RemoteCall(site.workspace(), List.of(site.watchWorkspace())).call(task);
        } catch (IOException e) {
            throw new BuildException(e.getMessage(), e);
        }
    }

    /** An agent that is gone closes them by itself. */
    @Override
    public void close() {
        try {
            RemoteCall.within(site.workspace(), new CloseOutputsTask(site.outputs()), CLOSE_SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.log(Level.FINE, "outputs of a build were not closed", e);
        } catch (InterruptedException e) {
            // It goes on without us.
            Thread.currentThread().interrupt();
        }
    }
}
