package io.jenkins.plugins.multiplatform.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.buildkit.progress.PlainProgress;
import io.jenkins.plugins.multiplatform.buildkit.session.Session;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import io.jenkins.plugins.multiplatform.transport.Endpoint;
import io.jenkins.plugins.multiplatform.transport.StreamDialer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NeedsTestBed
class BuildkitClientTest {
    private TestBed bed;
    private BuildkitClient client;
    private final List<String> log = new CopyOnWriteArrayList<>();

    @BeforeEach
    void connect(TestBed testBed) throws Exception {
        bed = testBed;
        client = BuildkitClient.on(
                Endpoint.parse("unix://" + bed.get("engine.a.socket")).dockerEngine(Optional.empty()));
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void listsTheEnginesOwnPlatformBeforeThoseItEmulates() throws Exception {
        List<Worker> workers = client.workers();
        assertThat(workers).hasSize(1);
        assertThat(workers.get(0).hasContainerdStore()).isTrue();
        assertThat(workers.get(0).platforms().get(0)).isEqualTo(Platform.of("linux", "amd64"));
        assertThat(workers.get(0).platforms()).contains(Platform.of("linux", "arm64"));
    }

    /** On a cold JVM loading the classes of gRPC takes seconds between the dialling and the first byte. */
    @Test
    void doesNotCountItsOwnSlowStartAsTheDaemonsSilence() throws Exception {
        Patience patience = new Patience(Duration.ofSeconds(4), Duration.ofSeconds(20), Duration.ofSeconds(20));
        StreamDialer engine =
                Endpoint.parse("unix://" + bed.get("engine.a.socket")).dockerEngine(Optional.empty());
        try (BuildkitClient slow = BuildkitClient.on(new SlowDialer(engine, Duration.ofSeconds(5)), patience)) {
            assertThat(slow.workers()).hasSize(1);
        }
    }

    @Test
    void pushesAnEmulatedPlatformByDigestAndReadsItsDescriptor() throws Exception {
        String repository = bed.get("registry.plain") + "/client/" + UUID.randomUUID();
        SolveResult result = solve(
                "FROM alpine\nRUN uname -m | tee /arch && echo " + repository + "\n",
                "linux/arm64",
                List.of(ExporterSpec.pushByDigest(repository)));
        assertThat(result.imageDigest())
                .hasValueSatisfying(digest -> assertThat(digest).startsWith("sha256:"));
        assertThat(result.imageDescriptor()).isPresent();
        assertThat(log).anyMatch(line -> line.matches("#\\d+ [0-9.]+ aarch64"));
    }

    @Test
    void namesTheLineOfTheDockerfileAndTheExitCodeOfAFailedStep() {
        assertThatThrownBy(() -> solve("FROM alpine\nRUN exit 7\n", "linux/amd64", List.of()))
                .isInstanceOfSatisfying(BuildkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(BuildkitException.Kind.BUILD);
                    assertThat(e)
                            .hasMessage("failed to solve: process \"/bin/sh -c exit 7\" did not complete successfully:"
                                    + " exit code: 7");
                    assertThat(e.exitCode()).hasValue(7);
                    assertThat(e.sources())
                            .singleElement()
                            .satisfies(source -> assertThat(source.format()).isEqualTo("""
                                Dockerfile:2
                                --------------------
                                   1 |     FROM alpine
                                   2 | >>> RUN exit 7
                                   3 |    \s
                                --------------------\
                                """));
                });
    }

    @Test
    void marksAllLinesOfAFailedInstructionInOneExcerpt() {
        assertThatThrownBy(
                        () -> solve("FROM alpine\nRUN true && \\\n  true && \\\n  false\n", "linux/amd64", List.of()))
                .isInstanceOfSatisfying(
                        BuildkitException.class,
                        e -> assertThat(e.sources())
                                .singleElement()
                                .satisfies(source -> assertThat(source.format()).isEqualTo("""
                                    Dockerfile:2
                                    --------------------
                                       1 |     FROM alpine
                                       2 | >>> RUN true && \\
                                       3 | >>>   true && \\
                                       4 | >>>   false
                                       5 |    \s
                                    --------------------\
                                    """)));
    }

    private SolveResult solve(String dockerfile, String platform, List<ExporterSpec> exporters) throws Exception {
        MemorySource source = new MemorySource().with("Dockerfile", dockerfile);
        SessionServices services = new SessionServices(
                Map.of("context", source, "dockerfile", source),
                host -> Optional.empty(),
                UUID.randomUUID().toString());
        try (Session session = client.openSession(services)) {
            return client.solve(
                    SolveSpec.of(Map.of("platform", platform, "filename", "Dockerfile"))
                            .withExporters(exporters),
                    session,
                    new PlainProgress(log::add));
        }
    }
}
