package io.jenkins.plugins.multiplatform.buildkit.ssh;

import io.jenkins.plugins.multiplatform.transport.DuplexStream;
import io.jenkins.plugins.multiplatform.transport.UnixDialer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A real agent, as {@code SSH_AUTH_SOCK} names it. An interrupt ends the wait for it. */
public final class AgentSocket implements SshAgent {
    private final UnixDialer socket;

    public AgentSocket(Path socket) {
        this.socket = new UnixDialer(socket);
    }

    @Override
    public byte[] answer(byte[] request) throws IOException {
        try (DuplexStream stream = socket.dial();
                DataOutputStream out = new DataOutputStream(stream.out());
                DataInputStream in = new DataInputStream(stream.in())) {
            byte[] framed = new byte[Integer.BYTES + request.length];
            ByteBuffer.wrap(framed).putInt(request.length).put(request);
            out.write(framed);
            out.flush();
            int length = in.readInt();
            if (length < 1 || length > AgentMessages.LONGEST) {
                throw new IOException(
                        "Tried to ask the SSH agent at " + socket.describe() + ", but what answers there is none");
            }
            return in.readNBytes(length);
        }
    }

    @Override
    public void check() throws IOException {
        answer(new byte[] {AgentMessages.REQUEST_IDENTITIES});
    }
}
