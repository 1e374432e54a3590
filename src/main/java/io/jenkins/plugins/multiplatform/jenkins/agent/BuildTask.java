package io.jenkins.plugins.multiplatform.jenkins.agent;

import hudson.AbortException;
import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.ClientServices;
import io.jenkins.plugins.multiplatform.build.LocalOutputs;
import io.jenkins.plugins.multiplatform.build.MirrorRule;
import io.jenkins.plugins.multiplatform.build.MultiPlatformBuild;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.build.RegistryAccess;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.jenkins.credentials.RemoteCredentials;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import io.jenkins.plugins.multiplatform.registry.RegistryTrust;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Builds from the agent that has the sources, on nodes that are addresses.
 *
 * @param finished images of an earlier attempt at the same run
 * @param mirrors rule for outputs that delete what is in their folder
 * @param workspace whose links lead nowhere else
 * @param host the controller's end, exported to the agent's channel
 * @param log the run's
 */
@Restricted(NoExternalUse.class)
public record BuildTask(
        BuilderInstance builder,
        BuildRequest request,
        ArrayList<PlatformImage> finished,
        MirrorRule mirrors,
        Workspace workspace,
        RegistryTrust trust,
        RunHost host,
        OutputStream log)
        implements AgentTask<BuildResult> {

    @Override
    public BuildResult run() throws AbortException, InterruptedException {
        AgentLog lines = new AgentLog(log);
        try (LocalOutputs outputs = LocalOutputs.of(request.outputs(), mirrors, workspace, Optional.empty())) {
            return new MultiPlatformBuild(
                            builder,
                            new RegistryAccess(trust.settings(), new RemoteCredentials(host)),
                            new ClientServices(new RemoteSecrets(host), new RemoteSshAgents(host), outputs),
                            new LoggedEvents(lines, host),
                            workspace)
                    .run(request, finished);
        } catch (BuildException | PlanException | RegistryException | IOException e) {
            throw new AbortException(e.getMessage());
        } finally {
            lines.close();
            host.ended();
        }
    }

    /** Remoting shows it in thread names and logs; a record's own would ask the controller's object for its text. */
    @Override
    public String toString() {
        return "build for several platforms";
    }
}
