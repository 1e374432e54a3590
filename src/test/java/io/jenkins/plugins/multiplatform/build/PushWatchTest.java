package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import io.jenkins.plugins.multiplatform.concurrent.Reason;
import io.jenkins.plugins.multiplatform.concurrent.Task;
import io.jenkins.plugins.multiplatform.concurrent.TaskGroup;
import io.jenkins.plugins.multiplatform.concurrent.Watchdog;
import io.jenkins.plugins.multiplatform.registry.RegistryPing;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which silence ends a platform, and which does not. */
class PushWatchTest {
    private static final Duration TIMEOUT = Duration.ofMillis(50);
    private static final long LONG = TIMEOUT.toMillis() * PushWatch.SILENCE * 4;

    private final Watchdog watchdog = new Watchdog("test");
    private final Task task = new TaskGroup().begin().orElseThrow();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void stop() {
        watchdog.close();
        task.close();
    }

    @Test
    void aRegistryThatAnswersNothingEndsThePush() {
        PushWatch watch = watch(host -> false);
        watch.on(started("exporting to image"));
        assertThat(stalled(watch))
                .isEqualTo("registry registry.example.com has not answered for 0 s, while the node was pushing; the"
                        + " push was cancelled");
    }

    @Test
    void anUploadThatNeverEndsAtARegistryThatAnswersIsEnded() {
        PushWatch watch = watch(host -> true, TIMEOUT.multipliedBy(4));
        watch.on(started("exporting to image"));
        watch.on(transfer("pushing layers", false));
        assertThat(stalled(watch))
                .isEqualTo("the push to registry.example.com was not finished within 0 s, though the registry answers;"
                        + " it was cancelled (stallTimeout sets another limit)");
        assertThat(asked).hasPositiveValue();
    }

    @Test
    void theUploadOfACacheIsOneToo() {
        PushWatch watch = watch(host -> true, TIMEOUT.multipliedBy(4));
        watch.on(started("exporting cache to registry"));
        watch.on(transfer("writing layer sha256:" + "a".repeat(64), false));
        assertThat(stalled(watch)).startsWith("the push to registry.example.com was not finished within ");
    }

    @Test
    void anExportThatUploadsNothingHasNoLimit() throws Exception {
        PushWatch watch = watch(host -> true, TIMEOUT);
        watch.on(started("exporting to image"));
        watch.on(transfer("pushing layers", false));
        watch.on(transfer("pushing layers", true));
        watch.on(transfer("unpacking to a:b", false));
        goesOn(watch);
        assertThat(asked).hasPositiveValue();
    }

    @Test
    void anUploadHasHoursUnlessSaidOtherwise() {
        assertThat(PushWatch.MAX_UPLOAD).isEqualTo(Duration.ofHours(2));
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
        return watch(registry, Duration.ZERO);
    }

    private PushWatch watch(RegistryPing registry, Duration limit) {
        PushWatch watch = new PushWatch(
                task,
                new PushTargets(
                        Set.of("registry.example.com"),
                        host -> {
                            asked.incrementAndGet();
                            return registry.answers(host);
                        },
                        TIMEOUT),
                limit);
        watchdog.every(watch.pause(), task, watch::look);
        return watch;
    }

    private static ProgressEvent started(String name) {
        return new ProgressEvent.Started(name, name, Instant.now());
    }

    private static ProgressEvent transfer(String name, boolean completed) {
        return new ProgressEvent.Transfer("exporting to image", name, 0, 0, completed, 0, Instant.now());
    }

    /** Waits for the interrupt. */
    private String stalled(PushWatch watch) {
        assertThatThrownBy(() -> new CountDownLatch(1).await(30, TimeUnit.SECONDS))
                .isInstanceOf(InterruptedException.class);
        watch.end();
        task.close();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        return ((Reason.Stalled) task.reason().orElseThrow()).why();
    }

    /** Waits for as many looks of the watch as would have ended it; an interrupt of its ends the test. */
    private void goesOn(PushWatch watch, String... steps) throws InterruptedException {
        for (String step : steps) {
            watch.on(started(step));
        }
        CountDownLatch later = new CountDownLatch(1);
        watchdog.every(Duration.ofMillis(LONG), task, later::countDown);
        later.await();
        watch.end();
        assertThat(task.reason()).isEmpty();
    }
}
