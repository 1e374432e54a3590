package io.jenkins.plugins.multiplatform.buildkit;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressListener;
import io.jenkins.plugins.multiplatform.buildkit.progress.StatusReader;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionLimits;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.ControlGrpc;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.SolveRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.SolveResponse;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.StatusRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.StatusResponse;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** One running build: its result, and beside it the stream of what happens. */
final class Solve {
    /** The daemon ends the stream by itself; Go's client, too, gives up on a missing end after five seconds. */
    private static final long STATUS_END_SECONDS = 5;

    private final Channel channel;
    private final SolveRequest request;
    private final StatusReader status;
    private final DaemonErrors errors;
    private final SessionLimits limits;

    Solve(Channel channel, SolveRequest request, ProgressListener listener, DaemonErrors errors, SessionLimits limits) {
        this.limits = limits;
        this.channel = channel;
        this.request = request;
        this.status = new StatusReader(listener);
        this.errors = errors;
    }

    /** Interrupting the caller cancels the build on the daemon before this returns. */
    SolveResult run() throws BuildkitException, InterruptedException {
        return run(() -> {});
    }

    /** @param meanwhile done while the daemon works; what it throws cancels the build too */
    SolveResult run(Meanwhile meanwhile) throws BuildkitException, InterruptedException {
        StatusObserver observer = new StatusObserver();
        ControlGrpc.newStub(channel)
                .status(StatusRequest.newBuilder().setRef(request.getRef()).build(), observer);
        ListenableFuture<SolveResponse> solve =
                ControlGrpc.newFutureStub(channel).solve(request);
        SessionLimits.Registration end = limits.whenExceeded(() -> solve.cancel(true));
        try {
            meanwhile.run();
            SolveResponse response = solve.get();
            observer.awaitEnd();
            return new SolveResult(request.getRef(), response.getExporterResponseMap());
        } catch (ExecutionException e) {
            observer.awaitEnd();
            throw errors.of("failed to solve", e.getCause());
        } catch (CancellationException e) {
            // By the limits: nothing else cancels it before it has ended here.
            throw errors.of("failed to solve", e);
        } catch (InterruptedException e) {
            // Closing the session alone would leave the build running on the daemon.
            solve.cancel(true);
            observer.awaitEndQuietly();
            throw e;
        } finally {
            end.close();
            solve.cancel(true);
            observer.cancel();
        }
    }

    /** Part of a build that its client does. */
    @FunctionalInterface
    interface Meanwhile {
        void run() throws BuildkitException, InterruptedException;
    }

    private final class StatusObserver implements ClientResponseObserver<StatusRequest, StatusResponse> {
        private final CountDownLatch ended = new CountDownLatch(1);
        private ClientCallStreamObserver<StatusRequest> call;

        @Override
        public void beforeStart(ClientCallStreamObserver<StatusRequest> requestStream) {
            call = requestStream;
        }

        @Override
        public void onNext(StatusResponse response) {
            status.read(response);
        }

        @Override
        public void onError(Throwable t) {
            // The solve fails for the same reason and tells it.
            status.end();
            ended.countDown();
        }

        @Override
        public void onCompleted() {
            status.end();
            ended.countDown();
        }

        void awaitEnd() throws InterruptedException {
            if (!ended.await(STATUS_END_SECONDS, TimeUnit.SECONDS)) {
                cancel();
            }
        }

        void awaitEndQuietly() {
            try {
                awaitEnd();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void cancel() {
            call.cancel("done", null);
        }
    }
}
