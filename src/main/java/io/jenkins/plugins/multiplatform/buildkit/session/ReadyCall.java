package io.jenkins.plugins.multiplatform.buildkit.session;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.grpc.StatusException;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;

/** A call's answers, sent no faster than the daemon takes them. */
final class ReadyCall<T> {
    private final ServerCallStreamObserver<T> call;
    private boolean over;

    ReadyCall(ServerCallStreamObserver<T> call) {
        this.call = call;
        call.setOnReadyHandler(this::wake);
        call.setOnCancelHandler(this::end);
    }

    /** @throws IOException if the daemon wants no more */
    synchronized void send(T answer) throws IOException, InterruptedException {
        while (!over && !call.isReady()) {
            wait();
        }
        if (over) {
            throw new IOException("the daemon ended the transfer");
        }
        call.onNext(answer);
    }

    synchronized void complete() {
        if (!over) {
            over = true;
            call.onCompleted();
        }
    }

    synchronized void fail(StatusException why) {
        if (!over) {
            over = true;
            call.onError(why);
        }
    }

    private synchronized void end() {
        over = true;
        notifyAll();
    }

    @SuppressFBWarnings(value = "NN_NAKED_NOTIFY", justification = "what changed is the call's own readiness")
    private synchronized void wake() {
        notifyAll();
    }
}
