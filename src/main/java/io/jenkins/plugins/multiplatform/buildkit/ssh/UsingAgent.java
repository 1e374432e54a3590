package io.jenkins.plugins.multiplatform.buildkit.ssh;

import java.io.IOException;

/** Lets keys be seen and used, and nothing else: a step must not add keys to a user's agent, take some away or lock it. */
public final class UsingAgent implements SshAgent {
    private final SshAgent agent;

    public UsingAgent(SshAgent agent) {
        this.agent = agent;
    }

    @Override
    public byte[] answer(byte[] request) throws IOException, InterruptedException {
        boolean uses = request.length > 0
                && (request[0] == AgentMessages.REQUEST_IDENTITIES || request[0] == AgentMessages.SIGN_REQUEST);
        return uses ? agent.answer(request) : AgentMessages.failure();
    }

    @Override
    public void check() throws IOException, InterruptedException {
        agent.check();
    }
}
