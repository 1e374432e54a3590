package io.jenkins.plugins.multiplatform.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.buildkit.session.FolderSource;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.buildkit.session.Session;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is rare in contexts, and what happens to them while they are sent. */
@NeedsTestBed
@Timeout(90)
class FileSyncEdgeTest {
    private static final int LARGE = 3 << 20;

    @TempDir
    private Path folder;

    private TestBed bed;
    private BuildkitClient client;

    @BeforeEach
    void connect(TestBed testBed) throws Exception {
        bed = testBed;
        client = SessionSolve.engine(bed, "a");
        write("unique", UUID.randomUUID().toString());
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private SessionSolve solve(LocalSource source) {
        return new SessionSolve(client, source, CredentialSource.anonymous());
    }

    /** Builds with us and then with buildx, which must find the step's result: then both sent the same. */
    private void sendsWhatBuildxSends(String step) throws Exception {
        SessionSolve ours = solve(FolderSource.of(folder));
        ours.run();
        assertThat(ours.log()).anyMatch(line -> line.endsWith(step));
        Path output = Files.createTempFile("buildx", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(
                            bed.get("buildx"), "build", "--progress", "plain", folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("DOCKER_HOST", "unix://" + bed.get("engine.a.socket"));
            builder.environment().put("BUILDX_BUILDER", "default");
            Process process = builder.start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            String log = Files.readString(output);
            assertThat(process.exitValue()).as(log).isZero();
            String number = log.lines()
                    .filter(line -> line.endsWith(step))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .findFirst()
                    .orElseThrow();
            assertThat(log).contains("\n" + number + " CACHED\n");
        } finally {
            Files.delete(output);
        }
    }

    @Test
    void pipesAndSocketsAreTreatedAsBuildxTreatsThem() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
            write("Dockerfile", "FROM scratch\nCOPY . /special/\n");
            sendsWhatBuildxSends("COPY . /special/");
        }
    }

    @Test
    void theDockerfilesOwnIgnoreFileCountsAndNoOther() throws Exception {
        write("kept", "by the other file");
        write("dropped", "by this file");
        write(".dockerignore", "kept\n");
        write("build/Own", "FROM alpine\nCOPY . /own/\nRUN [ -e /own/kept ] && [ ! -e /own/dropped ]\n");
        write("build/Own.dockerignore", "dropped\nbuild\n");
        SessionSolve ours = new SessionSolve(client, FolderSource.of(folder), CredentialSource.anonymous())
                .serving(services -> new SessionServices(
                        Map.of("context", source(folder), "dockerfile", source(folder.resolve("build"))),
                        services.registries(),
                        services.sharedKey()));
        try (Session session = ours.open()) {
            ours.run(session, Map.of("platform", "linux/amd64", "filename", "Own"));
        }
    }

    private static LocalSource source(Path folder) {
        try {
            return FolderSource.of(folder);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void linksBehindWildcardsAreFollowedAsByBuildx() throws Exception {
        write("real/deep/file", "x");
        write("real/other", "not asked for");
        Files.createSymbolicLink(folder.resolve("link-a"), Path.of("real/deep"));
        Files.createSymbolicLink(folder.resolve("link-b"), Path.of("link-a/file"));
        Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        write("Dockerfile", "FROM scratch\nCOPY link-* unique /links/\n");
        sendsWhatBuildxSends("COPY link-* unique /links/");
    }

    @Test
    void allIsSentAgainUnderAnotherKey() throws Exception {
        Files.write(folder.resolve("large"), new byte[LARGE]);
        write("Dockerfile", "FROM scratch\nCOPY . /fresh/\n");
        SessionSolve ours = solve(FolderSource.of(folder));
        String key = UUID.randomUUID().toString();
        for (String next : List.of(key, UUID.randomUUID().toString())) {
            try (Session session = ours.open(next)) {
                ours.run(session);
                assertThat(session.transferred().bytes()).isGreaterThan(LARGE);
            }
        }
        try (Session session = ours.open(key)) {
            ours.run(session);
            assertThat(session.transferred().bytes()).isLessThan(LARGE);
        }
    }

    @Test
    void aFileThatGoesWhileItIsSentIsEmpty() throws Exception {
        Path file = write("file", "content");
        write("Dockerfile", "FROM alpine\nCOPY . /c/\nRUN [ -e /c/file ] && [ ! -s /c/file ]\n");
        solve(new Changing("file", () -> Files.delete(file))).run();
    }

    @Test
    void aFileThatShrinksWhileItIsSentIsWhatWasReadAndSentAgainNextTime() throws Exception {
        Path file = folder.resolve("file");
        Files.write(file, new byte[LARGE]);
        write("Dockerfile", "FROM alpine\nCOPY . /c/\nRUN wc -c < /c/file\n");
        String key = UUID.randomUUID().toString();
        SessionSolve first = solve(new Changing("file", () -> Files.writeString(file, "short")));
        try (Session session = first.open(key)) {
            first.run(session);
        }
        assertThat(first.log()).anyMatch(line -> line.matches("#\\d+ [\\d.]+ 5"));
        SessionSolve second = solve(FolderSource.of(folder));
        write("Dockerfile", "FROM alpine\nCOPY . /c/\nRUN cat /c/file\n");
        try (Session session = second.open(key)) {
            second.run(session);
        }
        assertThat(second.log()).anyMatch(line -> line.matches("#\\d+ [\\d.]+ short"));
    }

    @Test
    void aFileThatGrowsWhileItIsSentIsTakenAsFarAsItWasRead() throws Exception {
        Path file = write("file", "short");
        write("Dockerfile", "FROM alpine\nCOPY . /c/\nRUN wc -c < /c/file\n");
        SessionSolve ours = solve(new Changing("file", () -> Files.write(file, new byte[LARGE])));
        ours.run();
        assertThat(ours.log()).anyMatch(line -> line.matches("#\\d+ [\\d.]+ " + LARGE));
    }

    @FunctionalInterface
    private interface Change {
        void happen() throws IOException;
    }

    /** Something happens to a file between its description and its reading. */
    private final class Changing implements LocalSource {
        private final String name;
        private final Change change;

        Changing(String name, Change change) {
            this.name = name;
            this.change = change;
        }

        @Override
        public void walk(ContextFilter filter, EntryConsumer consumer) throws IOException, InterruptedException {
            FolderSource.of(folder).walk(filter, consumer);
        }

        @Override
        public Optional<InputStream> open(String path) throws IOException {
            if (path.equals(name)) {
                change.happen();
            }
            return FolderSource.of(folder).open(path);
        }
    }
}
