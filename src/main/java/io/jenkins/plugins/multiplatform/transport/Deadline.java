package io.jenkins.plugins.multiplatform.transport;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Closes something that is still busy after a time. Streams have no read timeout of their own, because a gRPC
 * connection may be silent for hours; the short exchanges before it must end.
 */
final class Deadline implements AutoCloseable {
    private final Duration limit;
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private volatile boolean passed;

    private Deadline(Duration limit) {
        this.limit = limit;
    }

    static Deadline closing(Closeable target, Duration limit) {
        Deadline deadline = new Deadline(limit);
        deadline.finished.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).whenComplete((done, failure) -> {
            if (failure instanceof TimeoutException) {
                deadline.passed = true;
                quietly(target);
            }
        });
        return deadline;
    }

    /** What the failure of the guarded work really was. */
    IOException explain(String tried, IOException failure) {
        if (!passed) {
            return failure;
        }
        return new TransportException(
                "Tried to " + tried + ", but got no answer within " + limit.toMillis() / 1000.0 + " s.", failure);
    }

    @Override
    public void close() {
        finished.complete(null);
    }

    private static void quietly(Closeable target) {
        try {
            target.close();
        } catch (IOException ignored) {
            // the thread that waits on the target reports what it sees
        }
    }
}
