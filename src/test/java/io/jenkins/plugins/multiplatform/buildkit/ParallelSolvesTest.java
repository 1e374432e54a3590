package io.jenkins.plugins.multiplatform.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.buildkit.session.Session;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NeedsTestBed
@Timeout(120)
class ParallelSolvesTest {
    private static final int ROUNDS = 20;
    private static final int CLIENTS = 8;
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private void all(List<Callable<?>> tasks) throws Exception {
        List<Future<?>> futures = new ArrayList<>();
        for (Callable<?> task : tasks) {
            futures.add(executor.submit(task));
        }
        for (Future<?> future : futures) {
            future.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void twoSolvesShareASessionAgainAndAgain(TestBed bed) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (BuildkitClient client = SessionSolve.engine(bed, "a")) {
                SessionSolve solve = SessionSolve.ofDockerfile(client, "FROM scratch", "COPY Dockerfile /" + round);
                try (Session session = solve.open()) {
                    all(List.of(
                            () -> solve.run(session, Map.of("platform", "linux/amd64")),
                            () -> solve.run(session, Map.of("platform", "linux/arm64"))));
                }
            }
        }
    }

    @Test
    void eightClientsBuildAtOnce(TestBed bed) throws Exception {
        List<Callable<?>> tasks = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            tasks.add(() -> {
                try (BuildkitClient client = SessionSolve.engine(bed, "a")) {
                    return SessionSolve.ofDockerfile(client, "FROM alpine", "COPY Dockerfile /" + number, "RUN true")
                            .run();
                }
            });
        }
        all(tasks);
    }

    @Test
    void leavesNoSocketAndNoThreadThatHoldsUpTheProcess(TestBed bed) throws Exception {
        build(bed);
        long sockets = openSockets();
        build(bed);
        build(bed);
        assertThat(openSockets()).isLessThanOrEqualTo(sockets);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("buildkit "))
                .allMatch(Thread::isDaemon);
    }

    private static void build(TestBed bed) throws Exception {
        BuildkitClient client = SessionSolve.engine(bed, "b");
        try (client) {
            SessionSolve.ofDockerfile(client, "FROM scratch", "COPY Dockerfile /leak")
                    .run();
        }
        BuildkitThreads.awaitEndOf(client.address());
    }

    private static long openSockets() throws Exception {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(ParallelSolvesTest::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            // The descriptor of the listing itself is gone by now.
            return false;
        }
    }
}
