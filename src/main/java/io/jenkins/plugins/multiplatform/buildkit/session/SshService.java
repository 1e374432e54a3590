package io.jenkins.plugins.multiplatform.buildkit.session;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgent;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgents;
import io.jenkins.plugins.multiplatform.buildkit.ssh.UsingAgent;
import io.jenkins.plugins.multiplatform.buildkit.wire.sshforward.BytesMessage;
import io.jenkins.plugins.multiplatform.buildkit.wire.sshforward.CheckAgentRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.sshforward.CheckAgentResponse;
import io.jenkins.plugins.multiplatform.buildkit.wire.sshforward.SSHGrpc;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Gives steps that mount an SSH agent one of the build's.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/session/sshforward/ssh.proto">ssh.proto</a>
 */
final class SshService extends SSHGrpc.SSHImplBase {
    private static final String ID = "buildkit.ssh.id";

    private final SshAgents agents;

    SshService(SshAgents agents) {
        this.agents = agents;
    }

    /** Asked before the step begins: the only moment at which a failure has words. */
    @Override
    public void checkAgent(CheckAgentRequest request, StreamObserver<CheckAgentResponse> response) {
        String id = id(request.getID());
        try {
            Optional<SshAgent> agent = agents.find(id);
            if (agent.isEmpty()) {
                response.onError(unknown(id));
                return;
            }
            agent.get().check();
            response.onNext(CheckAgentResponse.getDefaultInstance());
            response.onCompleted();
        } catch (IOException e) {
            response.onError(Status.FAILED_PRECONDITION
                    .withDescription("SSH agent " + id + ": " + e.getMessage())
                    .asRuntimeException());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.onError(Status.CANCELLED.asRuntimeException());
        }
    }

    @Override
    public StreamObserver<BytesMessage> forwardAgent(StreamObserver<BytesMessage> response) {
        List<String> names = CallMetadata.current().all(ID);
        String id = id(names.isEmpty() ? "" : names.get(0));
        try {
            Optional<SshAgent> agent = agents.find(id);
            if (agent.isPresent()) {
                return new AgentConversation(
                        new UsingAgent(agent.get()), (ServerCallStreamObserver<BytesMessage>) response);
            }
            response.onError(unknown(id));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.onError(Status.CANCELLED.asRuntimeException());
        }
        return new IgnoredObserver<>();
    }

    private static String id(String wire) {
        return wire.isEmpty() ? SshAgents.DEFAULT : wire;
    }

    /** Of this code alone the daemon makes "no SSH key forwarded from the client". */
    private static RuntimeException unknown(String id) {
        return Status.UNIMPLEMENTED
                .withDescription("unset ssh forward key " + id)
                .asRuntimeException();
    }
}
