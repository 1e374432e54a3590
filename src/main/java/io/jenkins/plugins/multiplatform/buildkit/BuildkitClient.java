package io.jenkins.plugins.multiplatform.buildkit;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressListener;
import io.jenkins.plugins.multiplatform.buildkit.session.Session;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionLimits;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.ControlGrpc;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.InfoRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.ListWorkersRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.ops.Platform;
import io.jenkins.plugins.multiplatform.buildkit.wire.worker.WorkerRecord;
import io.jenkins.plugins.multiplatform.transport.StreamDialer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A connection to one BuildKit daemon. Make one per run: a connection costs milliseconds, and a long-lived one slowly
 * collects what grpc-okhttp never subtracts from its count of control frames.
 *
 * <p>Safe for use by several threads. {@link #close} cancels what still runs on it and ends its threads.
 */
public final class BuildkitClient implements AutoCloseable {
    private static final long END_SECONDS = 5;
    private static final long IDLE_SECONDS = 60;

    private final WatchedDialer dialer;
    private final DaemonErrors errors;
    private final Patience patience;
    private final SessionLimits limits = new SessionLimits();
    private final ExecutorService executor;
    private final ScheduledExecutorService timer;
    private final ManagedChannel channel;

    private BuildkitClient(StreamDialer unwatched, Patience patience) {
        this.patience = patience;
        ThreadFactory threads = new ThreadFactoryBuilder()
                .setDaemon(true)
                .setNameFormat("buildkit " + unwatched.describe().replace("%", "%%") + " %d")
                .build();
        // A channel that takes long to end still hands over tasks after it, and logs a panic if they are refused.
        executor = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                threads,
                new ThreadPoolExecutor.DiscardPolicy());
        timer = new ScheduledThreadPoolExecutor(1, threads, new ThreadPoolExecutor.DiscardPolicy());
        dialer = new WatchedDialer(unwatched, timer, patience.answer());
        errors = new DaemonErrors(dialer, patience, limits);
        channel = DaemonChannel.open(dialer, patience, executor, timer);
    }

    /** Dials with the first call, or with {@link #dial}, not here. */
    public static BuildkitClient on(StreamDialer dialer) {
        return on(dialer, Patience.STANDARD);
    }

    static BuildkitClient on(StreamDialer dialer, Patience patience) {
        return new BuildkitClient(dialer, patience);
    }

    /** Begins to connect, without waiting; a failure is told by the first call. */
    public void dial() {
        channel.getState(true);
    }

    /** The address this client talks to, for messages. */
    public String address() {
        return dialer.describe();
    }

    /**
     * The version that the daemon gives itself, for display only: distributions' builds call themselves v0.0.0+unknown.
     */
    public String version() throws BuildkitException {
        try {
            return blocking()
                    .info(InfoRequest.getDefaultInstance())
                    .getBuildkitVersion()
                    .getVersion();
        } catch (StatusRuntimeException e) {
            throw errors.of("failed to ask BuildKit at " + address() + " for its version", e);
        }
    }

    /** What the daemon builds with; the first worker is the one that a build uses. */
    public List<Worker> workers() throws BuildkitException {
        try {
            List<Worker> workers = new ArrayList<>();
            for (WorkerRecord worker : blocking()
                    .listWorkers(ListWorkersRequest.getDefaultInstance())
                    .getRecordList()) {
                workers.add(new Worker(
                        worker.getID(),
                        worker.getLabelsMap(),
                        worker.getPlatformsList().stream()
                                .map(BuildkitClient::platform)
                                .toList()));
            }
            return workers;
        } catch (StatusRuntimeException e) {
            throw errors.of("failed to list workers of BuildKit at " + address(), e);
        }
    }

    /** Opens the session that this client's solves share; close it after the last of them. */
    public Session openSession(SessionServices services) throws BuildkitException {
        try {
            return Session.open(dialer, channel, services, limits, executor, timer);
        } catch (IOException e) {
            throw new BuildkitException(
                    BuildkitException.Kind.UNREACHABLE,
                    "failed to open a session with BuildKit at " + address() + ": " + e.getMessage(),
                    e);
        }
    }

    /**
     * Builds, and returns when the result is exported.
     *
     * @throws InterruptedException after the build was cancelled on the daemon
     */
    public SolveResult solve(SolveSpec spec, Session session, ProgressListener listener)
            throws BuildkitException, InterruptedException {
        SolveResult result = new Solve(channel, SolveRequests.of(spec, session.id()), listener, errors, limits).run();
        return spec.asksProvenance()
                ? result.withProvenance(new BuildRecord(channel, result.reference()).provenance())
                : result;
    }

    /**
     * Asks the frontend something about a Dockerfile; nothing is built.
     *
     * @param spec with the question as its attribute {@code requestid}
     * @return the answer's parts by their names
     * @throws InterruptedException after the question was taken back
     */
    public Map<String, String> ask(SolveSpec spec, Session session, ProgressListener listener)
            throws BuildkitException, InterruptedException {
        return new Question(channel, spec, session.id(), listener, errors, limits).ask();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        // Without what the executor still has to deliver, a solve on another thread would wait for ever: an interrupt,
        // which is why most closes come early, must not cut this short. It takes milliseconds, and seconds at most.
        boolean interrupted = Thread.interrupted();
        try {
            channel.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        dialer.close();
        executor.shutdownNow();
        timer.shutdownNow();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A question's time begins when it can be asked: a fresh JVM first loads gRPC and interprets it, for seconds. */
    private ControlGrpc.ControlBlockingStub blocking() {
        awaitConnection();
        return ControlGrpc.newBlockingStub(channel).withDeadlineAfter(patience.answer());
    }

    /** For as long as an answer may take; what failed is told by the call that follows. */
    private void awaitConnection() {
        long end = System.nanoTime() + patience.answer().toNanos();
        ConnectivityState state = channel.getState(true);
        try {
            while (state == ConnectivityState.IDLE || state == ConnectivityState.CONNECTING) {
                CountDownLatch changed = new CountDownLatch(1);
                channel.notifyWhenStateChanged(state, changed::countDown);
                if (!changed.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return;
                }
                state = channel.getState(true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static io.jenkins.plugins.multiplatform.platform.Platform platform(Platform wire) {
        return new io.jenkins.plugins.multiplatform.platform.Platform(
                        wire.getOS(),
                        wire.getArchitecture(),
                        wire.getVariant(),
                        wire.getOSVersion(),
                        wire.getOSFeaturesList())
                .normalize();
    }
}
