package io.jenkins.plugins.multiplatform.jenkins.agent;

import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgent;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgents;
import java.io.IOException;
import java.util.Optional;

/** The agent's end of the run's SSH agents: each question goes to the controller, and no key ever comes back. */
final class RemoteSshAgents implements SshAgents {
    private static final byte[] NOTHING = {};

    private final RunHost controller;

    RemoteSshAgents(RunHost controller) {
        this.controller = controller;
    }

    @Override
    public Optional<SshAgent> find(String id) throws InterruptedException {
        boolean offered = RemoteAnswers.ask(() -> controller.offersSsh(id));
        return offered ? Optional.of(new Agent(id)) : Optional.empty();
    }

    private final class Agent implements SshAgent {
        private final String id;

        Agent(String id) {
            this.id = id;
        }

        @Override
        public byte[] answer(byte[] request) throws IOException, InterruptedException {
            return RemoteAnswers.<byte[], IOException>ask(() -> controller.ssh(id, request));
        }

        @Override
        public void check() throws IOException, InterruptedException {
            answer(NOTHING);
        }
    }
}
