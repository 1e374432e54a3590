package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.BuildkitException;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.driver.DriverException;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.RunPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
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
    private final SolveComposer composer;
    private final NodeSessions sessions;
    private final BuildListener listener;
    private final ExecutorService executor;
    private final ScheduledExecutorService timer = Deadline.timer();
    private final List<PlatformImage> images = new ArrayList<>();
    private final List<PlatformFailure> failures = new ArrayList<>();
    private final Set<Thread> working = new HashSet<>();

    /** Null until a failure ends the others. */
    private volatile PlannedPlatform first;

    PlatformBuilds(
            BuildPlan plan,
            RunPolicy policy,
            PushTargets targets,
            SolveComposer composer,
            SessionServices services,
            BuildListener listener) {
        this.plan = plan;
        this.policy = policy;
        this.targets = targets;
        this.composer = composer;
        this.sessions = new NodeSessions(services);
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
        try {
            List<Future<?>> running = new ArrayList<>();
            for (PlannedPlatform platform : plan.platforms()) {
                running.add(executor.submit(() -> build(platform)));
            }
            for (Future<?> build : running) {
                await(build);
            }
            return new PlatformOutcomes(inOrder(), failures);
        } finally {
            executor.shutdownNow();
            try {
                // After an abort solves are being cancelled; a daemon that does not say so loses its connection here.
                executor.awaitTermination(CANCEL_SECONDS, TimeUnit.SECONDS);
            } finally {
                timer.shutdownNow();
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
        for (int attempt = 1; ; attempt++) {
            EmulationFaults faults = new EmulationFaults();
            PlatformFailure failure = attempt(platform, faults, attempt);
            if (failure == null) {
                return;
            }
            if (failure.kind() == PlatformFailure.Kind.EMULATION && attempt == 1) {
                // QEMU's crashes are chance more often than not.
                allowed++;
            }
            if (failure.kind() == PlatformFailure.Kind.NODE) {
                sessions.discard(platform);
            }
            if (failure.kind() == PlatformFailure.Kind.CANCELLED || attempt > allowed) {
                fail(failure);
                return;
            }
            listener.on(new BuildEvent.PlatformRetried(platform, attempt + 1, failure.details()));
        }
    }

    /** Null if it went well. */
    private PlatformFailure attempt(PlannedPlatform platform, EmulationFaults faults, int attempt) {
        if (!enter()) {
            return cancelled(platform);
        }
        Deadline deadline = Deadline.start(timer, policy.timeout());
        PushWatch push = new PushWatch(timer, targets);
        UnforeseenRuns runs = unforeseen(platform);
        try {
            PlatformImage image = new PlatformBuild(platform, sessions.of(platform), composer.caches(), listener)
                    .run(
                            composer.compose(platform.platform()),
                            composer.outputs(platform.platform()),
                            event -> {
                                faults.on(event);
                                push.on(event);
                                runs.on(event);
                            },
                            attempt);
            deadline.end();
            push.end();
            runs.end();
            synchronized (this) {
                images.add(image);
            }
            return null;
        } catch (BuildException | BuildkitException | DriverException e) {
            return ended(platform, deadline, push, runs)
                    .orElseGet(() -> PlatformFailure.of(
                            platform, e, faults.seen(), IndexRefusal.cure(composer.attestations(), e)));
        } catch (InterruptedException e) {
            return ended(platform, deadline, push, runs).orElseGet(() -> cancelled(platform));
        } finally {
            deadline.end();
            push.end();
            runs.end();
            leave();
        }
    }

    /** What ended it, if that was neither its own failure nor somebody who stopped it. */
    private Optional<PlatformFailure> ended(
            PlannedPlatform platform, Deadline deadline, PushWatch push, UnforeseenRuns runs) {
        if (runs.end()) {
            return Optional.of(PlatformFailure.of(
                    platform,
                    PlatformFailure.Kind.BUILD,
                    Preflight.forbidden(platform, "its base image adds the step " + runs.step())));
        }
        String why = deadline.end()
                ? "not built within " + policy.timeout().toSeconds()
                        + " s, the time limit for a platform; it was cancelled"
                : push.end() ? push.why() : "";
        return why.isEmpty()
                ? Optional.empty()
                : Optional.of(PlatformFailure.of(platform, PlatformFailure.Kind.TIMEOUT, why));
    }

    private UnforeseenRuns unforeseen(PlannedPlatform platform) {
        return new UnforeseenRuns(
                composer.silentStages(platform),
                policy.emulation() == EmulationPolicy.FORBID,
                step -> listener.on(new BuildEvent.Noted(platform.platform().format() + " is emulated on "
                        + platform.node().name()
                        + " although nothing in the Dockerfile runs for it: its base image adds the step "
                        + step)));
    }

    private PlatformFailure cancelled(PlannedPlatform platform) {
        PlannedPlatform cause = first;
        return PlatformFailure.of(
                platform,
                PlatformFailure.Kind.CANCELLED,
                cause == null
                        ? "stopped"
                        : "cancelled, because " + cause.platform().formatAll() + " failed");
    }

    private void fail(PlatformFailure failure) {
        synchronized (this) {
            failures.add(failure);
            if (policy.failFast()
                    && first == null
                    && !plan.isOptional(failure.plan().platform())) {
                first = failure.plan();
            }
        }
        // At once: the other platforms may take an hour more.
        listener.on(new BuildEvent.PlatformFailed(failure));
        if (first == failure.plan()) {
            interruptOthers();
        }
    }

    /** Those that wait for a thread fail when they get one. */
    private synchronized void interruptOthers() {
        for (Thread thread : working) {
            thread.interrupt();
        }
    }

    /** Whether an attempt may begin; its thread is interrupted when another platform's failure ends it. */
    private synchronized boolean enter() {
        return first == null && working.add(Thread.currentThread());
    }

    private synchronized void leave() {
        working.remove(Thread.currentThread());
        if (first != null) {
            // Meant for an attempt that has ended by itself meanwhile.
            Thread.interrupted();
        }
    }
}
