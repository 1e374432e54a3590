package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.RunPolicy;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who ends an attempt when several reasons come at once. */
@Timeout(60)
class PlatformBuildsTest {
    private static final PlannedPlatform AMD64 = planned(Engines.AMD64);
    private static final PlannedPlatform ARM64 = planned(Engines.ARM64);

    private final List<BuildEvent> events = Collections.synchronizedList(new ArrayList<>());

    private static PlannedPlatform planned(io.jenkins.plugins.multiplatform.platform.Platform platform) {
        return new PlannedPlatform(
                platform, "docker", new BuilderNode("n", "tcp://n:1", List.of(), Map.of()), Strategy.NATIVE, "test");
    }

    private PlatformBuilds builds(RunPolicy policy, PlatformBuilds.Attempt attempt, PlannedPlatform... platforms) {
        return new PlatformBuilds(
                new BuildPlan(List.of(platforms), Set.of(), Map.of(), List.of(), List.of()),
                policy,
                new PushTargets(Set.of(), host -> true, Duration.ofMinutes(1)),
                attempt,
                new NodeSessions(new SessionServices(Map.of(), CredentialSource.anonymous(), "key")),
                events::add);
    }

    private static RunPolicy policy(int retries, Duration timeout, boolean failFast) {
        return new RunPolicy(EmulationPolicy.ALLOW, List.of(), retries, timeout, failFast, 0);
    }

    @Test
    void aRunThatIsStoppedWhileATimeLimitEndsAnAttemptBeginsNoOther() {
        Thread caller = Thread.currentThread();
        List<Integer> begun = Collections.synchronizedList(new ArrayList<>());
        PlatformBuilds builds = builds(
                policy(3, Duration.ofMillis(50), false),
                (platform, watcher, number) -> {
                    begun.add(number);
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException timeLimit) {
                        // What a solve does after an interrupt: it waits for the daemon. The user stops the run now.
                        if (number == 1) {
                            caller.interrupt();
                            awaitInterrupt();
                        }
                        throw timeLimit;
                    }
                    throw new AssertionError();
                },
                AMD64);

        assertThatThrownBy(builds::run).isInstanceOf(InterruptedException.class);
        assertThat(begun).containsExactly(1);
        assertThat(events)
                .singleElement()
                .isEqualTo(new BuildEvent.PlatformFailed(
                        PlatformFailure.of(AMD64, PlatformFailure.Kind.CANCELLED, "stopped")));
    }

    /** Until the second of two interrupts. */
    private static void awaitInterrupt() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anAttemptThatFailsWhileTheRunIsStoppedIsNotTriedAgain() {
        Thread caller = Thread.currentThread();
        PlatformBuilds builds = builds(
                policy(3, Duration.ZERO, false),
                (platform, watcher, number) -> {
                    caller.interrupt();
                    awaitInterrupt();
                    throw new BuildException("failed by itself");
                },
                AMD64);

        assertThatThrownBy(builds::run).isInstanceOf(InterruptedException.class);
        assertThat(events)
                .singleElement()
                .isEqualTo(new BuildEvent.PlatformFailed(
                        PlatformFailure.of(AMD64, new BuildException("failed by itself"), Optional.empty(), "")));
    }

    @Test
    void aTimeLimitEndsOneAttemptAndTheNextOneBeginsWithoutAnInterrupt() throws Exception {
        List<Boolean> interrupted = Collections.synchronizedList(new ArrayList<>());
        PlatformBuilds builds = builds(
                policy(1, Duration.ofMillis(50), false),
                (platform, watcher, number) -> {
                    interrupted.add(Thread.currentThread().isInterrupted());
                    new CountDownLatch(1).await();
                    throw new AssertionError();
                },
                AMD64);

        assertThat(builds.run().failures())
                .containsExactly(PlatformFailure.of(
                        AMD64,
                        PlatformFailure.Kind.TIMEOUT,
                        "not built within 0 s, the time limit for a platform; it was cancelled"));
        assertThat(interrupted).containsExactly(false, false);
    }

    @Test
    void aSiblingsFailureEndsAnAttemptAndIsNotTakenForATimeLimit() throws Exception {
        CountDownLatch building = new CountDownLatch(1);
        PlatformBuilds builds = builds(
                policy(0, Duration.ofMinutes(10), true),
                (platform, watcher, number) -> {
                    if (platform.equals(AMD64)) {
                        building.await();
                        throw new BuildException("broken");
                    }
                    building.countDown();
                    new CountDownLatch(1).await(50, TimeUnit.SECONDS);
                    throw new AssertionError();
                },
                AMD64,
                ARM64);

        assertThat(builds.run().failures())
                .containsExactly(
                        PlatformFailure.of(AMD64, new BuildException("broken"), Optional.empty(), ""),
                        PlatformFailure.of(
                                ARM64, PlatformFailure.Kind.CANCELLED, "cancelled, because linux/amd64 failed"));
    }
}
