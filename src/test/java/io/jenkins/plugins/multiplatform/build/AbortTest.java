package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsTestBed
class AbortTest {
    @TempDir
    private Path folder;

    @Test
    void interruptingARunEndsItOnAllNodesAndLeavesNothing(TestBed bed) throws Exception {
        String tag = bed.get("registry.plain") + "/abort/" + UUID.randomUUID() + ":1";
        Requests.dockerfile(folder, "FROM alpine\nRUN echo " + tag + " && sleep 600\n");
        CountDownLatch bothRun = new CountDownLatch(2);
        List<BuildEvent> events = new CopyOnWriteArrayList<>();
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread run = new Thread(() -> {
            try {
                new MultiPlatformBuild(Engines.two(bed), Engines.anonymous(), event -> {
                            events.add(event);
                            if (event instanceof BuildEvent.PlatformProgress progress
                                    && progress.event() instanceof ProgressEvent.Output output
                                    && output.text().contains(tag)) {
                                bothRun.countDown();
                            }
                        })
                        .run(Requests.push(folder, tag, "linux/amd64,linux/arm64"));
            } catch (Throwable e) {
                end.set(e);
            }
        });
        run.start();
        assertThat(bothRun.await(60, TimeUnit.SECONDS)).as("both steps run").isTrue();

        long start = System.nanoTime();
        run.interrupt();
        run.join(Duration.ofSeconds(30).toMillis());

        assertThat(run.isAlive()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        assertThat(events)
                .filteredOn(event -> event instanceof BuildEvent.PlatformProgress progress
                        && progress.event() instanceof ProgressEvent.Completed completed
                        && completed.name().contains("sleep 600"))
                .as("each daemon said that its step ended")
                .hasSize(2);
        assertThat(new PushedImage(tag).manifest()).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("multi-platform build") || name.startsWith("buildkit "));
    }
}
