package io.jenkins.plugins.multiplatform.buildkit.ssh;

import java.io.IOException;

/**
 * An SSH agent: it is asked, and answers. One question at a time is all that the protocol knows, so that an agent may
 * be on another machine, with its keys staying there.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-sshm-ssh-agent">the protocol</a>
 */
public interface SshAgent {
    /**
     * @param request a message of the protocol, from its type on
     * @return the answer, in the same form
     * @throws IOException if the agent is gone
     */
    byte[] answer(byte[] request) throws IOException, InterruptedException;

    /** @throws IOException with a text for users if it can't answer */
    void check() throws IOException, InterruptedException;
}
