package io.jenkins.plugins.multiplatform.jenkins.run;

import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgent;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgents;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.jenkins.agent.AskSshTask;
import io.jenkins.plugins.multiplatform.jenkins.fleet.AgentCall;
import io.jenkins.plugins.multiplatform.plan.SshSpec;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A build's SSH agents: keys out of Jenkins' credentials, and what the machine of the workspace has. */
final class StepSshAgents implements SshAgents {
    private static final String SOCKET = "SSH_AUTH_SOCK";
    /** Which may have to ask its user. */
    private static final long ANSWER_SECONDS = 60;

    private static final byte[] NOTHING = {};

    private final SshAgents keys;
    private final Map<String, SshAgent> there = new HashMap<>();

    private StepSshAgents(SshAgents keys) {
        this.keys = keys;
    }

    /** @throws IOException with a text for users if an agent or a key is not there */
    static StepSshAgents of(SshAgents keys, List<SshSpec> specs, BuildPlace place, NotedPaths paths)
            throws IOException, InterruptedException {
        StepSshAgents agents = new StepSshAgents(keys);
        for (SshSpec spec : specs) {
            SshSpec absolute = new SshSpec(
                    spec.id(), spec.paths().stream().map(paths::resolve).toList());
            String socket = place.environment().get(SOCKET, "");
            SshAgent agent = new Asked(
                    new AgentCall(place.workspace().getChannel(), place.agent()), place.root(), absolute, socket);
            agent.check();
            agents.there.put(spec.id(), agent);
        }
        return agents;
    }

    @Override
    public Optional<SshAgent> find(String id) throws InterruptedException {
        SshAgent agent = there.get(id);
        return agent == null ? keys.find(id) : Optional.of(agent);
    }

    private record Asked(AgentCall agent, Workspace workspace, SshSpec spec, String socket) implements SshAgent {
        @Override
        public byte[] answer(byte[] request) throws IOException, InterruptedException {
            return agent.call(new AskSshTask(workspace, spec, socket, request), ANSWER_SECONDS);
        }

        @Override
        public void check() throws IOException, InterruptedException {
            answer(NOTHING);
        }
    }
}
