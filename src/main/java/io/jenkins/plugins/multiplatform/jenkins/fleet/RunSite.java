package io.jenkins.plugins.multiplatform.jenkins.fleet;

import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.auth.TokenSource;
import io.jenkins.plugins.multiplatform.build.BuildListener;
import io.jenkins.plugins.multiplatform.build.ContextFacts;
import io.jenkins.plugins.multiplatform.build.MirrorRule;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretSource;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgents;
import io.jenkins.plugins.multiplatform.job.SecretMask;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import io.jenkins.plugins.multiplatform.registry.RegistryTrust;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Where a run takes place, for as long as this controller lives.
 *
 * @param workspaceAgent name of the agent that has the sources; empty for the controller's own node
 * @param workspace that agent's channel
 * @param trust of what an administrator says of registries
 * @param credentials of the run, for its registries
 * @param tokens fetched with them
 * @param secrets of the run
 * @param ssh agents of the run
 * @param mask of what the run hands out
 * @param outputs name of the run's outputs on the workspace's agent, which nobody can guess
 * @param mirrors rule for those outputs that delete what is in their folder
 */
@Restricted(NoExternalUse.class)
public record RunSite(
        Run<?, ?> run,
        TaskListener log,
        String workspaceAgent,
        VirtualChannel workspace,
        BuildRequest request,
        ContextFacts facts,
        RegistryTrust trust,
        CredentialSource credentials,
        TokenSource tokens,
        SecretSource secrets,
        SshAgents ssh,
        SecretMask mask,
        String outputs,
        MirrorRule mirrors) {
    String workspaceName() {
        return workspaceAgent.isEmpty() ? "the built-in node" : "agent " + workspaceAgent;
    }

    /** As the controller reaches them. */
    public static RegistrySettings registries(RegistryTrust trust) {
        try {
            return trust.settings();
        } catch (RegistryException e) {
            throw new IllegalStateException("it could be read when the run began", e);
        }
    }

    AgentWatch watchWorkspace() {
        return new AgentWatch(workspace, workspaceAgent.isEmpty() ? "built-in" : workspaceAgent, true);
    }

    /** The controller's end for work that is all done where the sources are. */
    HostEnd host(BuildListener listener) {
        return new HostEnd(RunAnswers.withPasswords(this), listener, null, workspaceName(), workspaceName());
    }
}
