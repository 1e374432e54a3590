package io.jenkins.plugins.multiplatform.buildkit.session;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.grpc.stub.ServerCallStreamObserver;
import io.jenkins.plugins.multiplatform.buildkit.wire.fsutil.Packet;
import java.io.IOException;

/** The sending half of a file transfer, for several threads: waits where the daemon reads slower than we send. */
final class PacketStream {
    private final ServerCallStreamObserver<Packet> call;
    private boolean over;

    PacketStream(ServerCallStreamObserver<Packet> call) {
        this.call = call;
        call.setOnReadyHandler(this::wake);
        call.setOnCancelHandler(this::end);
    }

    /** @throws IOException if the daemon ended the transfer */
    synchronized void send(Packet packet) throws IOException, InterruptedException {
        while (!over && !call.isReady()) {
            wait();
        }
        if (over) {
            throw new IOException("the daemon ended the transfer");
        }
        call.onNext(packet);
    }

    /** Answers the daemon's own FIN and ends the call. */
    synchronized void finish() {
        if (!over) {
            over = true;
            call.onNext(
                    Packet.newBuilder().setType(Packet.PacketType.PACKET_FIN).build());
            call.onCompleted();
            notifyAll();
        }
    }

    synchronized void end() {
        over = true;
        notifyAll();
    }

    @SuppressFBWarnings(value = "NN_NAKED_NOTIFY", justification = "what changed is the call's own readiness")
    private synchronized void wake() {
        notifyAll();
    }
}
