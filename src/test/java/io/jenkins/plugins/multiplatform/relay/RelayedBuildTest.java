package io.jenkins.plugins.multiplatform.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.buildkit.BuildkitClient;
import io.jenkins.plugins.multiplatform.buildkit.BuildkitException;
import io.jenkins.plugins.multiplatform.buildkit.ExporterSpec;
import io.jenkins.plugins.multiplatform.buildkit.SolveResult;
import io.jenkins.plugins.multiplatform.buildkit.SolveSpec;
import io.jenkins.plugins.multiplatform.buildkit.progress.PlainProgress;
import io.jenkins.plugins.multiplatform.buildkit.session.FolderSource;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.buildkit.session.Session;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import io.jenkins.plugins.multiplatform.transport.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real engine builds from a folder behind the relay, and finds in it what it finds without. */
@NeedsTestBed
@Timeout(120)
class RelayedBuildTest {
    @TempDir
    Path context;

    @TempDir
    Path dockerfile;

    private final String key = UUID.randomUUID().toString();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private BuildkitClient engine;
    private String repository;

    @BeforeEach
    void connect(TestBed bed) throws Exception {
        engine = BuildkitClient.on(
                Endpoint.parse("unix://" + bed.get("engine.a.socket")).dockerEngine(Optional.empty()));
        repository = bed.get("registry.plain") + "/relay/" + UUID.randomUUID();
        Files.writeString(dockerfile.resolve("Dockerfile"), "FROM scratch\nCOPY . /all/\n");
        fill();
    }

    @AfterEach
    void disconnect() {
        engine.close();
    }

    private void fill() throws Exception {
        Files.writeString(context.resolve("unique"), UUID.randomUUID().toString());
        for (int i = 0; i < 500; i++) {
            Path file = context.resolve("dir" + i % 20 + "/file" + i);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "text ".repeat(i));
        }
        byte[] random = new byte[5 << 20];
        new Random(1).nextBytes(random);
        Files.write(context.resolve("large"), random);
        Files.write(context.resolve("empty"), new byte[0]);
        Files.createSymbolicLink(context.resolve("link"), Path.of("dir1/file1"));
        Files.createLink(context.resolve("second"), context.resolve("unique"));
        // Not in the context, where the frontend reads it anew for each build.
        Files.writeString(dockerfile.resolve("Dockerfile.dockerignore"), "dir3\n!dir3/file3\n");
    }

    private SolveResult build(LocalSource source, String sharedKey) throws Exception {
        SessionServices services = new SessionServices(
                Map.of("context", source, "dockerfile", FolderSource.of(dockerfile)),
                host -> Optional.empty(),
                sharedKey);
        log.clear();
        try (Session session = engine.openSession(services)) {
            return engine.solve(
                    SolveSpec.of(Map.of("platform", "linux/amd64"))
                            .withExporters(List.of(ExporterSpec.pushByDigest(repository))),
                    session,
                    new PlainProgress(log::add));
        }
    }

    /** How the COPY has ended. */
    private String copied() {
        String step = log.stream()
                .filter(line -> line.endsWith("COPY . /all/"))
                .map(line -> line.substring(0, line.indexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
        return log.contains(step + "CACHED") ? "CACHED" : "DONE";
    }

    @Test
    void givesTheSameImageAndSendsNothingTwice() throws Exception {
        try (Rig rig = new Rig(Map.of("context", FolderSource.of(context)))) {
            SolveResult relayed = build(rig.client.source("context"), key);
            assertThat(copied()).isEqualTo("DONE");
            RelayCount first = rig.client.transferred();
            assertThat(first.bytes()).isGreaterThan(5 << 20);

            SolveResult again = build(rig.client.source("context"), key);
            RelayCount second = rig.client.transferred();
            assertThat(copied()).isEqualTo("CACHED");
            assertThat(second.files()).as("no file is asked for").isEqualTo(first.files());
            assertThat(second.bytes()).isEqualTo(first.bytes());
            assertThat(second.entries()).isEqualTo(2 * first.entries());
            assertThat(second.wireBytes() - first.wireBytes()).isLessThan(30_000);

            SolveResult direct =
                    build(FolderSource.of(context), UUID.randomUUID().toString());
            assertThat(copied()).as("the engine finds the same files").isEqualTo("CACHED");
            assertThat(relayed.imageDigest()).isPresent();
            assertThat(List.of(again.imageDigest(), direct.imageDigest())).containsOnly(relayed.imageDigest());
        }
    }

    @Test
    void aLinkThatIsLostFailsTheBuildWithItsReason() throws Exception {
        try (Rig rig = new Rig(Map.of("context", new StuckSource()))) {
            LocalSource source = rig.client.source("context");
            Thread closer = new Thread(() -> {
                try {
                    Rig.await("the daemon reads", () -> rig.client.transferred().files() > 0);
                    rig.server.close();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            closer.start();
            assertThatThrownBy(() -> build(source, key))
                    .isInstanceOf(BuildkitException.class)
                    .hasMessageContaining("Lost the connection to " + rig.workspace + ": it closed the connection");
            closer.join();
        }
    }

    @Test
    void anInterruptedBuildLeavesNoRequestBehind() throws Exception {
        StuckSource stuck = new StuckSource(200);
        try (Rig rig = new Rig(Map.of("context", stuck))) {
            LocalSource source = rig.client.source("context");
            List<Throwable> seen = new CopyOnWriteArrayList<>();
            Thread building = new Thread(() -> {
                try {
                    build(source, key);
                } catch (Exception e) {
                    seen.add(e);
                }
            });
            building.start();
            Rig.await("four files are read, the walk is over, and others are begun", () -> {
                int begun = (WindowPool.SIZE - rig.client.pool().available()) / 1024;
                return rig.client.transferred().files() == 4 && begun > 30 && begun <= 40;
            });
            building.interrupt();
            building.join();
            assertThat(seen).singleElement().isInstanceOf(InterruptedException.class);
            engine.close();
            Rig.await("all windows are given back", () -> rig.client.pool().available() == WindowPool.SIZE);
        }
    }
}
