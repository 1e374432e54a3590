package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.buildkit.BuildkitException;
import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.MemoryRegistry;
import io.jenkins.plugins.multiplatform.registry.RegistryPing;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that limits requests while an engine pushes, which tries again too soon and too often. */
@NeedsTestBed
@Timeout(180)
class PushLimitTest {
    private final List<BuildEvent> events = new CopyOnWriteArrayList<>();
    private MemoryRegistry registry;
    private RegistryAccess registries;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        registry = new MemoryRegistry();
        registries = new RegistryAccess(
                RegistrySettings.standard().withPlainHttp(registry.host()), host -> Optional.empty());
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    /** From the push of the manifest on, six times to the engine and then to whom is asked. */
    private void limit(int manifests, int questions, String retryAfter, String code) {
        int[] left = {manifests, questions};
        registry.quirk(exchange -> {
            boolean limited = MemoryRegistry.isFor(exchange, "PUT", "/manifests/sha256")
                    ? left[0]-- > 0
                    : MemoryRegistry.isFor(exchange, "POST", "/uploads/") && left[0] <= 0 && left[1]-- > 0;
            if (limited) {
                exchange.getResponseHeaders().set("Retry-After", retryAfter);
                MemoryRegistry.error(exchange, 429, code);
            }
            return limited;
        });
    }

    private BuildResult build(TestBed bed, String run) throws Exception {
        return new MultiPlatformBuild(Engines.of(bed, "a"), registries, events::add)
                .run(Requests.push(
                        Requests.dockerfile(folder, "FROM alpine\nRUN " + run),
                        registry.host() + "/app:1",
                        "linux/amd64"));
    }

    private List<String> notes() {
        return events.stream()
                .filter(BuildEvent.Noted.class::isInstance)
                .map(event -> ((BuildEvent.Noted) event).text())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"TOOMANYREQUESTS, toomanyrequests: refused", "'', ': 429'"})
    void aPushThatIsLimitedIsRepeatedAfterTheWaitThatTheRegistryNames(String code, String words, TestBed bed)
            throws Exception {
        limit(6, 1, "1", code);
        String secret = UUID.randomUUID().toString();
        BuildResult result = build(bed, "echo " + secret + " | sha256sum");
        assertThat(registry.hasManifest("app", "1")).isTrue();
        assertThat(result.tags()).hasSize(1);
        assertThat(notes())
                .singleElement()
                .satisfies(note -> assertThat(note)
                        .startsWith("linux/amd64: the registry limits requests (failed to solve: failed to push "
                                + registry.host() + "/app: ")
                        .contains(words)
                        .endsWith("); it is pushed again in 1 s"));
        assertThat(ran(Digest.of((secret + "\n").getBytes(StandardCharsets.UTF_8))
                        .hex()))
                .as("runs of the step")
                .isEqualTo(1);
    }

    /** How often a step printed a line, which one from the cache does not. */
    private long ran(String line) {
        return events.stream()
                .filter(BuildEvent.PlatformProgress.class::isInstance)
                .map(event -> ((BuildEvent.PlatformProgress) event).event())
                .filter(ProgressEvent.Output.class::isInstance)
                .map(event -> ((ProgressEvent.Output) event).text())
                .filter(text -> text.contains(line))
                .count();
    }

    private static final PlannedPlatform PLACE = new PlannedPlatform(
            Platform.of("linux", "amd64"),
            "docker",
            new BuilderNode("a", "unix:///none", List.of(), Map.of()),
            Strategy.NATIVE,
            "");

    /** Fails each try, and asks to wait for no time worth it. */
    private int tries(String failure, Duration... waits) throws Exception {
        int[] tries = new int[1];
        List<Duration> left = new ArrayList<>(List.of(waits));
        RegistryPing ping = new RegistryPing() {
            @Override
            public boolean answers(String registryHost) {
                return true;
            }

            @Override
            public Duration asksToWait(Reference repository) {
                return left.isEmpty() ? Duration.ofMillis(1) : left.remove(0);
            }
        };
        PushLimit limit = new PushLimit(List.of(Reference.parseNormalized("r.example/app")), ping, events::add);
        assertThatThrownBy(() -> limit.run(PLACE, () -> {
                    tries[0]++;
                    throw new BuildkitException(BuildkitException.Kind.BUILD, failure, null);
                }))
                .isInstanceOf(BuildkitException.class)
                .hasMessage(failure);
        return tries[0];
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failed to solve: failed to push r.example/app: toomanyrequests: slow down",
                "failed to solve: failed to push r.example/app:1: unexpected status from POST request to"
                        + " https://r.example/v2/app/blobs/uploads/: 429 Too Many Requests",
                "failed to solve: error writing layer blob: failed to copy: unexpected status from PUT request to x:"
                        + " 429 Too Many Requests"
            })
    void aLimitThatDoesNotEndIsWaitedForSixTimes(String failure) throws Exception {
        assertThat(tries(failure)).isEqualTo(1 + PushLimit.MAX_WAITS);
        assertThat(notes()).hasSize(PushLimit.MAX_WAITS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failed to solve: failed to push r.example/app: unexpected status: 403 Forbidden",
                "failed to solve: alpine: failed to resolve source metadata: 429 Too Many Requests",
                "failed to solve: toomanyrequests: You have reached your pull rate limit",
                ""
            })
    void whatIsNoLimitOfAPushIsNotWaitedFor(String failure) throws Exception {
        assertThat(tries(failure)).isEqualTo(1);
        assertThat(notes()).isEmpty();
    }

    @Test
    void aStepThatFailsWithSuchWordsIsNotRunAgain(TestBed bed) {
        assertThatThrownBy(() -> build(bed, "false failed to push toomanyrequests " + UUID.randomUUID()))
                .hasMessageContaining("exit code: 1");
        assertThat(notes()).isEmpty();
    }

    @Test
    void anAbortEndsTheWait() throws Exception {
        List<Throwable> ended = new CopyOnWriteArrayList<>();
        Thread thread = new Thread(() -> {
            try {
                tries("failed to push r.example/app: toomanyrequests: no", Duration.ofDays(1));
            } catch (Throwable e) {
                ended.add(e);
            }
        });
        thread.start();
        while (notes().isEmpty()) {
            Thread.onSpinWait();
        }
        thread.interrupt();
        thread.join();
        assertThat(notes().get(0)).endsWith("it is pushed again in 300 s");
        assertThat(ended).singleElement().satisfies(e -> assertThat(e).hasStackTraceContaining("InterruptedException"));
    }
}
