package io.jenkins.plugins.multiplatform.jenkins.agent;

import hudson.AbortException;
import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.build.DockerfileCheck;
import io.jenkins.plugins.multiplatform.build.LintReport;
import io.jenkins.plugins.multiplatform.build.RegistryAccess;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.jenkins.credentials.RemoteCredentials;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import io.jenkins.plugins.multiplatform.registry.RegistryTrust;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Lets a node that is an address look for faults in a Dockerfile, from the agent that has the sources.
 *
 * @param workspace whose links lead nowhere else
 * @param host the controller's end, exported to the agent's channel
 */
@Restricted(NoExternalUse.class)
public record CheckTask(
        BuilderInstance builder, BuildRequest request, Workspace workspace, RegistryTrust trust, RunHost host)
        implements AgentTask<LintReport> {
    @Override
    public LintReport run() throws AbortException, InterruptedException {
        try {
            return new DockerfileCheck(
                            builder, new RegistryAccess(trust.settings(), new RemoteCredentials(host)), workspace)
                    .run(request, event -> {});
        } catch (BuildException | RegistryException e) {
            throw new AbortException(e.getMessage());
        } finally {
            host.ended();
        }
    }

    /** Remoting shows it in thread names and logs; a record's own would ask the controller's object for its text. */
    @Override
    public String toString() {
        return "check of a Dockerfile";
    }
}
