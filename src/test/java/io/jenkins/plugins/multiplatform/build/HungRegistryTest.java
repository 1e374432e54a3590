package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.RunPolicy;
import io.jenkins.plugins.multiplatform.registry.FaultProxy;
import io.jenkins.plugins.multiplatform.registry.FaultProxy.Fault;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import io.jenkins.plugins.multiplatform.registry.RetryPolicy;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A registry that takes requests and answers none, from some moment on. */
@NeedsTestBed
@Timeout(90)
class HungRegistryTest {
    private Duration patience = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private TestBed bed;
    private final String name = "hung/" + UUID.randomUUID();

    @BeforeEach
    void writeADockerfile(TestBed testBed) throws Exception {
        bed = testBed;
        Requests.dockerfile(folder, "FROM scratch\nCOPY Dockerfile /\nLABEL run=" + UUID.randomUUID() + "\n");
    }

    @Test
    void endsTheRunWhenItHangsBeforeTheBuild() throws Exception {
        assertThat(hang(event -> event == null, Duration.ZERO))
                .isEqualTo("Tried to push to REGISTRY/" + name + " but failed because: no answer within 5 seconds from"
                        + " REGISTRY (tried 2 times)");
    }

    @Test
    void endsThePlatformAtItsTimeLimitWhenItHangsDuringThePush() throws Exception {
        assertThat(hang(BuildEvent.PlatformStarted.class::isInstance, Duration.ofSeconds(10)))
                .isEqualTo("linux/amd64 on engine-a: not built within 10 s, the time limit for a platform; it was"
                        + " cancelled");
    }

    @Test
    void endsThePlatformByItselfWhenItHangsDuringThePush() throws Exception {
        patience = Duration.ofSeconds(1);
        assertThat(hang(HungRegistryTest::exports, Duration.ZERO))
                .isEqualTo("linux/amd64 on engine-a: registry REGISTRY has not answered for 5 s, while the node was"
                        + " pushing; the push was cancelled");
    }

    @Test
    void endsThePlatformWhenTheRegistryAnswersAndNeverEndsAnUpload() throws Exception {
        patience = Duration.ofSeconds(1);
        try (FaultProxy proxy = FaultProxy.before(
                bed.get("registry.plain"),
                (number, method, target) ->
                        method.matches("PUT|PATCH") && target.contains("/blobs/uploads/") ? Fault.HANG : Fault.NONE)) {
            assertThat(build(proxy, Duration.ZERO, Duration.ofSeconds(5), event -> {}))
                    .isEqualTo("linux/amd64 on engine-a: the push to REGISTRY was not finished within 5 s, though the"
                            + " registry answers; it was cancelled (stallTimeout sets another limit)");
            assertThat(proxy.requests()).anyMatch(request -> request.fault() == Fault.HANG);
        }
    }

    private static boolean exports(BuildEvent event) {
        return event instanceof BuildEvent.PlatformProgress progress
                && progress.event() instanceof ProgressEvent.Started started
                && started.name().startsWith("exporting");
    }

    @Test
    void endsTheRunWhenItHangsBeforeTheTagMoves() throws Exception {
        assertThat(hang(BuildEvent.PlatformFinished.class::isInstance, Duration.ZERO))
                .isEqualTo("Tried to get manifest DIGEST from REGISTRY/" + name + " but failed because: no answer"
                        + " within 5 seconds from REGISTRY (tried 2 times)");
    }

    private RetryPolicy quick() {
        Duration pause = Duration.ofMillis(2);
        return new RetryPolicy(2, 2, pause, pause, pause, patience, Duration.ofSeconds(20));
    }

    /**
     * @param from is asked about each event, and first about null
     * @return why the run ended, with REGISTRY and DIGEST for what differs each time
     */
    private String hang(Predicate<BuildEvent> from, Duration limit) throws Exception {
        AtomicBoolean hangs = new AtomicBoolean(from.test(null));
        try (FaultProxy proxy =
                FaultProxy.before(bed.get("registry.plain"), n -> hangs.get() ? Fault.HANG : Fault.NONE)) {
            return build(proxy, limit, Duration.ZERO, event -> hangs.compareAndSet(false, from.test(event)));
        }
    }

    private String build(FaultProxy proxy, Duration limit, Duration stall, BuildListener listener) throws Exception {
        RegistryAccess access =
                new RegistryAccess(RegistrySettings.standard().withRetries(quick()), host -> Optional.empty());
        BuildRequest request = new BuildRequest(
                List.of("linux/amd64"),
                BuildInput.of(folder.toString()),
                List.of(proxy.host() + "/" + name + ":1"),
                true,
                new RunPolicy(EmulationPolicy.WARN, List.of(), 0, limit, false, 0, stall),
                "");
        BuildException failure = catchThrowableOfType(
                BuildException.class,
                () -> new MultiPlatformBuild(Engines.of(bed, "a"), access, listener).run(request));
        assertThat(failure).isNotNull();
        assertThat(new PushedImage(bed.get("registry.plain") + "/" + name + ":1").manifest())
                .isEmpty();
        return failure.getMessage().replace(proxy.host(), "REGISTRY").replaceAll("sha256:[0-9a-f]{64}", "DIGEST");
    }
}
