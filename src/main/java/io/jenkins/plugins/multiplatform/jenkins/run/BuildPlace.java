package io.jenkins.plugins.multiplatform.jenkins.run;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.Callable;
import io.jenkins.plugins.multiplatform.jenkins.agent.IsFolderTask;
import io.jenkins.plugins.multiplatform.jenkins.agent.ReadVariableTask;
import io.jenkins.plugins.multiplatform.jenkins.fleet.AgentCall;
import io.jenkins.plugins.multiplatform.job.WorkspacePaths;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Where in a run a build takes place.
 *
 * @param agent name of the agent that has the workspace; empty for the controller's own node
 */
@Restricted(NoExternalUse.class)
public record BuildPlace(Run<?, ?> run, FilePath workspace, String agent, EnvVars environment, TaskListener log)
        implements WorkspacePaths {
    /** Asks the agent that has the workspace, for as long as it is there. */
    <V> V call(Callable<V, IOException> task) throws IOException, InterruptedException {
        return new AgentCall(workspace.getChannel(), agent).call(task);
    }

    /** The value of a variable that the script has set, and not the agent's own environment; empty if there is none. */
    String ofTheScript(String variable) throws IOException, InterruptedException {
        String value = environment.get(variable, "");
        return value.isBlank() || value.equals(call(new ReadVariableTask(variable))) ? "" : value;
    }

    @Override
    public String resolve(String path) {
        return path.isEmpty() ? "" : workspace.child(path).getRemote();
    }

    @Override
    public boolean isFolder(String path) throws IOException, InterruptedException {
        return call(new IsFolderTask(resolve(path)));
    }
}
