package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import io.jenkins.plugins.multiplatform.registry.RegistryPing;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which silence ends a platform, and which does not. */
class PushWatchTest {
    private static final Duration TIMEOUT = Duration.ofMillis(50);
    private static final long LONG = TIMEOUT.toMillis() * PushWatch.SILENCE * 4;

    private final ScheduledExecutorService timer = Deadline.timer();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void aRegistryThatAnswersNothingEndsThePush() {
        PushWatch watch = watch(host -> false);
        watch.on(started("exporting to image"));
        assertThatThrownBy(() -> new CountDownLatch(1).await(30, TimeUnit.SECONDS))
                .isInstanceOf(InterruptedException.class);
        assertThat(watch.end()).isTrue();
        assertThat(watch.why())
                .isEqualTo("registry registry.example.com has not answered for 0 s, while the node was pushing; the"
                        + " push was cancelled");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aSlowPushToARegistryThatAnswersGoesOn() throws Exception {
        goesOn(watch(host -> true), "exporting to image");
        assertThat(asked).hasPositiveValue();
    }

    @Test
    void aRegistryThatAnswersAgainIsForgiven() throws Exception {
        goesOn(watch(host -> asked.get() % 3 == 0), "exporting to image");
        assertThat(asked.get()).isGreaterThan(3);
    }

    @Test
    void aStepThatSaysNothingIsNoPush() throws Exception {
        goesOn(watch(host -> false), "exporting to image", "[2/2] RUN sleep 3600");
        assertThat(asked).hasValue(0);
    }

    @Test
    void aPushThatEndedIsNoPush() throws Exception {
        PushWatch watch = watch(host -> false);
        watch.on(started("exporting to image"));
        watch.on(new ProgressEvent.Completed("exporting to image", "exporting to image", false, "", 1, Instant.now()));
        goesOn(watch);
        assertThat(asked).hasValue(0);
    }

    @Test
    void nothingIsSaidOfARegistryThatCannotBeAsked() throws Exception {
        goesOn(
                watch(host -> {
                    throw new IllegalStateException("the channel is closed");
                }),
                "exporting to image");
        assertThat(asked).hasPositiveValue();
    }

    private PushWatch watch(RegistryPing registry) {
        return new PushWatch(
                timer,
                new PushTargets(
                        Set.of("registry.example.com"),
                        host -> {
                            asked.incrementAndGet();
                            return registry.answers(host);
                        },
                        TIMEOUT));
    }

    private static ProgressEvent started(String name) {
        return new ProgressEvent.Started(name, name, Instant.now());
    }

    /** Waits for as many looks of the watch as would have ended it; an interrupt of its ends the test. */
    private void goesOn(PushWatch watch, String... steps) throws InterruptedException {
        for (String step : steps) {
            watch.on(started(step));
        }
        CountDownLatch later = new CountDownLatch(1);
        timer.schedule(later::countDown, LONG, TimeUnit.MILLISECONDS);
        later.await();
        assertThat(watch.end()).isFalse();
    }
}
