package io.jenkins.plugins.multiplatform.buildkit.session;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.Closeable;
import java.io.IOException;

/** The receiving half of a transfer: whatever way it ends, the output is closed, and a fault is told to the daemon. */
abstract class Receiver implements StreamObserver<byte[]> {
    private final Closeable output;
    private final ServerCallStreamObserver<byte[]> call;
    private boolean over;
    private boolean closed;

    Receiver(Closeable output, ServerCallStreamObserver<byte[]> call) {
        this.output = output;
        this.call = call;
        call.setOnCancelHandler(this::end);
    }

    abstract void receive(byte[] message) throws IOException;

    /** For a parser whose fields of bytes are parts of the message, not copies: nobody writes into it any more. */
    static CodedInputStream input(byte[] message) {
        CodedInputStream input = UnsafeByteOperations.unsafeWrap(message).newCodedInput();
        input.enableAliasing(true);
        return input;
    }

    /** The daemon has nothing more to say. */
    abstract void receivedAll() throws IOException;

    /** Tells the daemon why nothing more is taken. */
    abstract void refuse(String why);

    final void end(Status status) {
        if (close() && !call.isCancelled()) {
            call.onError(status.asRuntimeException());
        }
    }

    final void send(byte[] message) {
        if (!call.isCancelled()) {
            call.onNext(message);
        }
    }

    /** All went well on this side. */
    final void succeed() {
        if (end() && close() && !call.isCancelled()) {
            call.onCompleted();
        }
    }

    /** @return false if the call was closed before */
    private synchronized boolean close() {
        boolean first = !closed;
        closed = true;
        return first;
    }

    @Override
    public final void onNext(byte[] message) {
        attempt(() -> receive(message));
    }

    /** A call that was refused and left open ends here, or it would stay for as long as the session. */
    @Override
    public final void onCompleted() {
        attempt(this::receivedAll);
        boolean left;
        synchronized (this) {
            left = over;
        }
        if (left && close() && !call.isCancelled()) {
            call.onCompleted();
        }
    }

    @Override
    public final void onError(Throwable t) {
        end();
    }

    private void attempt(Step step) {
        synchronized (this) {
            if (over) {
                return;
            }
        }
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            // Any: a daemon that hears nothing waits for ever.
            if (end()) {
                refuse(String.valueOf(e.getMessage()));
            }
        }
    }

    /** @return false if it had ended before */
    private synchronized boolean end() {
        if (over) {
            return false;
        }
        over = true;
        try {
            output.close();
        } catch (IOException e) {
            // What could not be removed is unfinished under a name of its own; why the transfer ended is told already.
            return true;
        }
        return true;
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
