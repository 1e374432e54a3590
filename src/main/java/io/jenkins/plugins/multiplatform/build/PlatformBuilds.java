package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.BuildkitException;
import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressListener;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.concurrent.Reason;
import io.jenkins.plugins.multiplatform.concurrent.Task;
import io.jenkins.plugins.multiplatform.concurrent.TaskGroup;
import io.jenkins.plugins.multiplatform.concurrent.Watchdog;
import io.jenkins.plugins.multiplatform.driver.DriverException;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.RunPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Builds all platforms of a plan in parallel: one session per node, one solve per platform. One solve with several
 * platforms would cancel all when one fails; here a failed one leaves the others' digests usable.
 */
final class PlatformBuilds {
    private static final long CANCEL_SECONDS = 30;

    private final BuildPlan plan;
    private final RunPolicy policy;
    private final PushTargets targets;
    private final Attempt attempt;
    private final NodeSessions sessions;
    private final BuildListener listener;
    private final ExecutorService executor;
    private final Watchdog limits = new Watchdog("multi-platform build: time limits");
    /** Apart from the limits, since a listener may be slow. */
    private final Watchdog notes = new Watchdog("multi-platform build: notes");

    private final TaskGroup attempts = new TaskGroup();
    private final List<PlatformImage> images = new ArrayList<>();
    private final List<PlatformFailure> failures = new ArrayList<>();

    /** One try at one platform. */
    @FunctionalInterface
    interface Attempt {
        /**
         * @param watcher hears what happens in the solve
         * @param number from 1
         */
        PlatformImage run(PlannedPlatform platform, ProgressListener watcher, int number)
                throws BuildException, BuildkitException, DriverException, InterruptedException;

        /** Names of the platform's stages that the Dockerfile lets run nothing; see {@link UnforeseenRuns}. */
        default Set<String> silentStages(PlannedPlatform platform) {
            return Set.of();
        }

        /** What to add to the failure's own words; empty for none. */
        default String cure(Exception failure) {
            return "";
        }
    }

    PlatformBuilds(
            BuildPlan plan,
            RunPolicy policy,
            PushTargets targets,
            SolveComposer composer,
            SessionServices services,
            BuildListener listener) {
        this(plan, policy, targets, composer, new NodeSessions(services), listener);
    }

    private PlatformBuilds(
            BuildPlan plan,
            RunPolicy policy,
            PushTargets targets,
            SolveComposer composer,
            NodeSessions sessions,
            BuildListener listener) {
        this(plan, policy, targets, new SolveAttempt(composer, sessions, listener), sessions, listener);
    }

    /** @param sessions that the attempts use; closed at the end */
    PlatformBuilds(
            BuildPlan plan,
            RunPolicy policy,
            PushTargets targets,
            Attempt attempt,
            NodeSessions sessions,
            BuildListener listener) {
        this.plan = plan;
        this.policy = policy;
        this.targets = targets;
        this.attempt = attempt;
        this.sessions = sessions;
        this.listener = listener;
        int all = Math.max(1, plan.platforms().size());
        int threads = policy.maxParallel() > 0 ? Math.min(policy.maxParallel(), all) : all;
        executor = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "multi-platform build");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Returns when every platform has ended, images in the order of the plan. */
    PlatformOutcomes run() throws InterruptedException {
        List<Future<?>> running = new ArrayList<>();
        try {
            for (PlannedPlatform platform : plan.platforms()) {
                running.add(executor.submit(() -> build(platform)));
            }
            for (Future<?> build : running) {
                await(build);
            }
            return new PlatformOutcomes(inOrder(), failures);
        } finally {
            executor.shutdown();
            running.forEach(build -> build.cancel(false));
            // The only interrupt that an attempt gets: a second one would cut short its wait for the daemon's last
            // words.
            attempts.cancel(new Reason.Stopped());
            try {
                // After an abort solves are being cancelled; a daemon that does not say so loses its connection here.
                executor.awaitTermination(CANCEL_SECONDS, TimeUnit.SECONDS);
            } finally {
                executor.shutdownNow();
                limits.close();
                notes.close();
                sessions.close();
            }
        }
    }

    private static void await(Future<?> build) throws InterruptedException {
        try {
            build.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private synchronized List<PlatformImage> inOrder() {
        return plan.platforms().stream()
                .flatMap(
                        platform -> images.stream().filter(image -> image.plan().equals(platform)))
                .toList();
    }

    private void build(PlannedPlatform platform) {
        int allowed = policy.retries();
        for (int number = 1; ; number++) {
            EmulationFaults faults = new EmulationFaults();
            PlatformFailure failure = attempt(platform, faults, number);
            if (failure == null) {
                return;
            }
            if (failure.kind() == PlatformFailure.Kind.EMULATION && number == 1) {
                // QEMU's crashes are chance more often than not.
                allowed++;
            }
            if (failure.kind() == PlatformFailure.Kind.NODE) {
                sessions.discard(platform);
            }
            boolean over = failure.kind() == PlatformFailure.Kind.CANCELLED
                    || number > allowed
                    || attempts.reason().isPresent();
            if (over) {
                fail(failure);
                return;
            }
            listener.on(new BuildEvent.PlatformRetried(platform, number + 1, failure.details()));
        }
    }

    /** Null if it went well. */
    private PlatformFailure attempt(PlannedPlatform platform, EmulationFaults faults, int number) {
        Optional<Task> begun = attempts.begin();
        if (begun.isEmpty()) {
            return failure(platform, attempts.reason().orElseThrow());
        }
        try (Task task = begun.get()) {
            return attempt(platform, task, faults, number);
        }
    }

    private PlatformFailure attempt(PlannedPlatform platform, Task task, EmulationFaults faults, int number) {
        PushWatch push = new PushWatch(task, targets, policy.stallTimeout());
        SilenceWatch silence = new SilenceWatch(
                task,
                policy.stallTimeout(),
                text -> listener.on(new BuildEvent.Noted(platform.platform().formatAll() + ": " + text)),
                System::nanoTime);
        UnforeseenRuns runs =
                new UnforeseenRuns(attempt.silentStages(platform), step -> onUnforeseenRun(platform, task, step));
        limits.limit(task, policy.timeout());
        limits.every(push.pause(), task, push::look);
        notes.every(silence.pause(), task, silence::look);
        try {
            PlatformImage image = new PushLimit(plan.repositories(), targets.ping(), listener)
                    .run(
                            platform,
                            () -> attempt.run(
                                    platform,
                                    event -> {
                                        faults.on(event);
                                        push.on(event);
                                        silence.on(event);
                                        runs.on(event);
                                    },
                                    number));
            synchronized (this) {
                images.add(image);
            }
            return null;
        } catch (BuildException | BuildkitException | DriverException e) {
            // A failure of its own counts, even if it was to be given up for the sake of others.
            return task.reason()
                    .filter(reason -> reason instanceof Reason.TimedOut
                            || reason instanceof Reason.Stalled
                            || reason instanceof Reason.Refused)
                    .map(reason -> failure(platform, reason))
                    .orElseGet(() -> PlatformFailure.of(platform, e, faults.seen(), attempt.cure(e)));
        } catch (InterruptedException e) {
            return failure(platform, task.reason().orElseGet(Reason.Stopped::new));
        } finally {
            push.end();
        }
    }

    private void onUnforeseenRun(PlannedPlatform platform, Task task, String step) {
        String adds = "its base image adds the step " + step;
        if (policy.emulation() == EmulationPolicy.FORBID) {
            task.cancel(new Reason.Refused(Preflight.forbidden(platform, adds)));
            return;
        }
        listener.on(new BuildEvent.Noted(platform.platform().formatAll() + " is emulated on "
                + platform.node().name() + " although nothing in the Dockerfile runs for it: " + adds));
    }

    private static PlatformFailure failure(PlannedPlatform platform, Reason reason) {
        if (reason instanceof Reason.TimedOut timedOut) {
            return PlatformFailure.of(
                    platform,
                    PlatformFailure.Kind.TIMEOUT,
                    "not built within " + timedOut.limit().toSeconds()
                            + " s, the time limit for a platform; it was cancelled");
        }
        if (reason instanceof Reason.Stalled stalled) {
            return PlatformFailure.of(platform, PlatformFailure.Kind.TIMEOUT, stalled.why());
        }
        if (reason instanceof Reason.Refused refused) {
            return PlatformFailure.of(platform, PlatformFailure.Kind.BUILD, refused.why());
        }
        return PlatformFailure.of(
                platform,
                PlatformFailure.Kind.CANCELLED,
                reason instanceof Reason.SiblingFailed sibling
                        ? "cancelled, because " + sibling.sibling() + " failed"
                        : "stopped");
    }

    private void fail(PlatformFailure failure) {
        boolean endsOthers;
        Reason why = new Reason.SiblingFailed(failure.plan().platform().formatAll());
        synchronized (this) {
            failures.add(failure);
            endsOthers = policy.failFast() && !plan.isOptional(failure.plan().platform()) && attempts.end(why);
        }
        // At once: the other platforms may take an hour more.
        listener.on(new BuildEvent.PlatformFailed(failure));
        if (endsOthers) {
            attempts.cancel(why);
        }
    }
}
