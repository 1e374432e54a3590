package io.jenkins.plugins.multiplatform.jenkins.run;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.Callable;
import io.jenkins.plugins.multiplatform.context.Workspace;
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
    private static final String WORKSPACE = "WORKSPACE";
    /** As Jenkins' own WorkspaceList has it. */
    private static final String WORKSPACE_SEPARATOR = System.getProperty("hudson.slaves.WorkspaceList", "@");

    /**
     * The folder whose content is foreign: all of the workspace, also for a step inside of {@code dir}, or the folder of
     * that where it names one elsewhere.
     */
    Workspace root() {
        String folder = workspace.getRemote();
        String whole = environment.get(WORKSPACE, "");
        return new Workspace(!whole.isEmpty() && isIn(folder, whole) ? whole : folder);
    }

    /** Whether a path is of the workspace, or of the folder beside it for secrets and the like, by what is written. */
    boolean holds(String remote) {
        String root = root().root();
        return isIn(remote, root) || isIn(remote, root + WORKSPACE_SEPARATOR + "tmp");
    }

    private static boolean isIn(String path, String folder) {
        return path.equals(folder) || path.startsWith(folder + "/") || path.startsWith(folder + "\\");
    }

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
