package io.jenkins.plugins.multiplatform.buildkit.ssh;

/**
 * Numbers of the agent protocol.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-sshm-ssh-agent">the protocol</a>
 */
public final class AgentMessages {
    /** 256 KiB, as OpenSSH has it. */
    public static final int LONGEST = 256 << 10;

    static final byte FAILURE = 5;
    static final byte REQUEST_IDENTITIES = 11;
    static final byte IDENTITIES_ANSWER = 12;
    static final byte SIGN_REQUEST = 13;
    static final byte SIGN_RESPONSE = 14;

    static final int RSA_SHA2_256 = 2;
    static final int RSA_SHA2_512 = 4;

    private AgentMessages() {}

    static byte[] failure() {
        return new byte[] {FAILURE};
    }
}
