package io.jenkins.plugins.multiplatform.jenkins.agent;

import hudson.AbortException;
import io.jenkins.plugins.multiplatform.build.LocalSshAgents;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgent;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.SshSpec;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Asks an SSH agent, or the keys, of the machine that has the workspace.
 *
 * @param workspace whose links lead nowhere else
 * @param defaultSocket of the step's {@code SSH_AUTH_SOCK}; empty if there is none
 * @param request empty to find out whether it answers
 */
@Restricted(NoExternalUse.class)
public record AskSshTask(Workspace workspace, SshSpec spec, String defaultSocket, byte[] request)
        implements AgentTask<byte[]> {
    @Override
    public byte[] run() throws AbortException, InterruptedException {
        try {
            Optional<String> socket = defaultSocket.isEmpty() ? Optional.empty() : Optional.of(defaultSocket);
            SshAgent agent = LocalSshAgents.of(List.of(spec), socket, workspace)
                    .find(spec.id())
                    .orElseThrow();
            if (request.length > 0) {
                return agent.answer(request);
            }
            agent.check();
            return request;
        } catch (PlanException | IOException e) {
            throw new AbortException(e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "ask SSH agent " + spec.id();
    }
}
