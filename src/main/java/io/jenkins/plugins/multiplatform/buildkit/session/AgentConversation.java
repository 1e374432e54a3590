package io.jenkins.plugins.multiplatform.buildkit.session;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.jenkins.plugins.multiplatform.buildkit.ssh.AgentMessages;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgent;
import io.jenkins.plugins.multiplatform.buildkit.wire.sshforward.BytesMessage;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One connection of a step to an agent: puts its bytes together to requests, and sends the answers back. */
final class AgentConversation implements StreamObserver<BytesMessage> {
    private final SshAgent agent;
    private final ServerCallStreamObserver<BytesMessage> response;
    private ByteString received = ByteString.EMPTY;
    private boolean over;

    AgentConversation(SshAgent agent, ServerCallStreamObserver<BytesMessage> response) {
        this.agent = agent;
        this.response = response;
        // With a handler an answer that comes too late is dropped; without one it would be an exception.
        response.setOnCancelHandler(() -> {});
    }

    @Override
    public void onNext(BytesMessage message) {
        if (over) {
            return;
        }
        received = received.concat(message.getData());
        try {
            while (!over && received.size() >= Integer.BYTES) {
                int length = received.asReadOnlyByteBuffer().getInt();
                if (length < 1 || length > AgentMessages.LONGEST) {
                    throw new IOException("that is no request to an SSH agent");
                }
                if (received.size() < Integer.BYTES + length) {
                    return;
                }
                byte[] request = received.substring(Integer.BYTES, Integer.BYTES + length)
                        .toByteArray();
                received = received.substring(Integer.BYTES + length);
                send(agent.answer(request));
            }
        } catch (IOException e) {
            fail(Status.FAILED_PRECONDITION.withDescription(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(Status.CANCELLED);
        }
    }

    private void send(byte[] answer) {
        byte[] framed = new byte[Integer.BYTES + answer.length];
        ByteBuffer.wrap(framed).putInt(answer.length).put(answer);
        if (!response.isCancelled()) {
            response.onNext(BytesMessage.newBuilder()
                    .setData(ByteString.copyFrom(framed))
                    .build());
        }
    }

    @Override
    public void onError(Throwable t) {
        over = true;
    }

    @Override
    public void onCompleted() {
        if (!over) {
            over = true;
            response.onCompleted();
        }
    }

    private void fail(Status status) {
        over = true;
        if (!response.isCancelled()) {
            response.onError(status.asRuntimeException());
        }
    }
}
