package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import io.jenkins.plugins.multiplatform.driver.Drivers;
import io.jenkins.plugins.multiplatform.registry.FaultProxy;
import io.jenkins.plugins.multiplatform.registry.FaultProxy.Fault;
import io.jenkins.plugins.multiplatform.testbed.Full;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.OwnEngine;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real engine is killed, or stopped without a word, while it builds: the platform ends with the reason. */
@Full
@NeedsTestBed
@Timeout(180)
class LostEngineTest {
    private static final long LARGE = 300 << 20;
    private static final String STEP = "the step runs";

    private static OwnEngine engine;

    @TempDir
    private Path folder;

    private TestBed bed;
    private final AtomicBoolean hang = new AtomicBoolean();
    private final AtomicBoolean lost = new AtomicBoolean();
    private volatile String contextStep = "";

    /** When it happens. */
    enum Phase {
        PLANNED("FROM scratch\nCOPY Dockerfile /\n"),
        TRANSFER("FROM scratch\nCOPY large /\n"),
        RUN("FROM alpine\nRUN --network=none echo " + STEP + "; sleep 600\n"),
        PUSH("FROM scratch\nCOPY Dockerfile /\n");

        private final String dockerfile;

        Phase(String dockerfile) {
            this.dockerfile = dockerfile;
        }

        /** @param contextStep digest of the step that takes the context; empty until it begins */
        boolean isReachedBy(BuildEvent event, String contextStep) {
            return switch (this) {
                case PLANNED -> event instanceof BuildEvent.Planned;
                case TRANSFER ->
                    progress(event) instanceof ProgressEvent.Transfer transfer
                            && !transfer.completed()
                            && transfer.vertex().equals(contextStep);
                case RUN ->
                    progress(event) instanceof ProgressEvent.Output output
                            && output.text().contains(STEP);
                case PUSH ->
                    progress(event) instanceof ProgressEvent.Transfer transfer
                            && transfer.name().startsWith("pushing layers");
            };
        }
    }

    private static ProgressEvent progress(BuildEvent event) {
        return event instanceof BuildEvent.PlatformProgress progress ? progress.event() : null;
    }

    @BeforeAll
    static void startAnEngine(TestBed bed) throws Exception {
        engine = OwnEngine.start(bed);
    }

    @AfterAll
    static void endIt() throws Exception {
        engine.close();
    }

    @BeforeEach
    void bringItBack(TestBed testBed) throws Exception {
        bed = testBed;
        engine.ensureUp();
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("large").toFile(), "rw")) {
            file.setLength(LARGE);
        }
    }

    /** Which of our calls notices first is chance, and each has its own words for it. */
    @ParameterizedTest
    @EnumSource
    void anEngineThatIsKilledEndsThePlatform(Phase phase) throws Exception {
        String message = lose(phase, engine::kill);
        assertThat(message)
                .startsWith("linux/amd64 on own: " + tried(phase) + " with BuildKit at " + engine.endpoint() + ": ");
    }

    @ParameterizedTest
    @EnumSource
    void anEngineThatIsStoppedEndsThePlatform(Phase phase) throws Exception {
        String message = lose(phase, engine::stop);
        assertThat(message)
                .isEqualTo("linux/amd64 on own: " + tried(phase) + " with BuildKit at " + engine.endpoint() + ": "
                        + (phase == Phase.PLANNED
                                ? "Tried to ask " + engine.endpoint()
                                        + " for its API version, but got no answer within 30.0 s."
                                : "the daemon stopped answering: nothing came for 40.0 s"));
    }

    private static String tried(Phase phase) {
        return phase == Phase.PLANNED ? "failed to open a session" : "failed to solve";
    }

    private String lose(Phase phase, Runnable how) throws Exception {
        Requests.dockerfile(folder, phase.dockerfile + "LABEL run=" + UUID.randomUUID() + "\n");
        String name = "lost/" + UUID.randomUUID();
        try (FaultProxy proxy =
                FaultProxy.before(bed.get("registry.plain"), n -> hang.get() ? Fault.HANG : Fault.NONE)) {
            BuildException failure = catchThrowableOfType(
                    BuildException.class,
                    () -> new MultiPlatformBuild(builder(), Engines.anonymous(), event -> {
                                // An engine is not in the middle of a push for long, unless the registry is slow.
                                hang.compareAndSet(false, event instanceof BuildEvent.PlatformStarted);
                                if (progress(event) instanceof ProgressEvent.Started step
                                        && step.name().equals("[internal] load build context")) {
                                    contextStep = step.vertex();
                                }
                                if (phase.isReachedBy(event, contextStep) && lost.compareAndSet(false, true)) {
                                    how.run();
                                }
                            })
                            .run(Requests.push(folder, proxy.host() + "/" + name + ":1", "linux/amd64")));
            assertThat(lost).as("the phase was reached").isTrue();
            assertThat(failure).isNotNull();
            awaitEndOfThreads();
            assertThat(new PushedImage(bed.get("registry.plain") + "/" + name + ":1").manifest())
                    .isEmpty();
            return failure.getMessage();
        }
    }

    /** A thread that has nothing more to do is still there for a moment. */
    private static void awaitEndOfThreads() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            String name = thread.getName();
            if (name.startsWith("multi-platform build") || name.startsWith("buildkit " + engine.endpoint())) {
                thread.join(Duration.ofSeconds(10).toMillis());
                assertThat(thread.isAlive()).as(name).isFalse();
            }
        }
    }

    private static BuilderInstance builder() {
        BuilderNode node = new BuilderNode("own", engine.endpoint(), List.of(), Map.of());
        return new BuilderInstance("own", Drivers.DOCKER, List.of(node));
    }
}
