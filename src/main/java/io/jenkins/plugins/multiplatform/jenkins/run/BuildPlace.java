package io.jenkins.plugins.multiplatform.jenkins.run;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Where in a run a build takes place.
 *
 * @param agent name of the agent that has the workspace; empty for the controller's own node
 */
@Restricted(NoExternalUse.class)
public record BuildPlace(Run<?, ?> run, FilePath workspace, String agent, EnvVars environment, TaskListener log) {
    /** What the agent's own process has, whatever the script says. */
    EnvVars ownEnvironment() throws IOException, InterruptedException {
        return EnvVars.getRemote(workspace.getChannel());
    }

    /** A path as the agent knows it; empty stays empty. */
    String remote(String path) {
        return path.isEmpty() ? "" : workspace.child(path).getRemote();
    }
}
