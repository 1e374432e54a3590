package io.jenkins.plugins.multiplatform.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import io.jenkins.plugins.multiplatform.buildkit.session.Session;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NeedsTestBed
@Timeout(60)
class CancelTest {
    private static final int SECONDS = 20;

    /** The process is visible here: the bed's engines run on this host. */
    private static boolean runs(String marker) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .anyMatch(line -> line.contains(marker));
    }

    @Test
    void anInterruptKillsWhatRunsOnTheEngineAndLeavesNoThread(TestBed bed) throws Exception {
        String marker = "mpb-" + UUID.randomUUID();
        CountDownLatch running = new CountDownLatch(1);
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        BuildkitClient client = SessionSolve.engine(bed, "a");
        SessionSolve solve = SessionSolve.ofDockerfile(
                client, "FROM alpine", "RUN echo started; sh -c 'sleep 600; : " + marker + "'");
        Session session = solve.open();
        Thread solving = new Thread(() -> end.complete(catchThrowable(() ->
                client.solve(SolveSpec.of(Map.of("platform", "linux/amd64")), session, event -> {
                    if (event instanceof ProgressEvent.Output) {
                        running.countDown();
                    }
                }))));
        solving.start();
        assertThat(running.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(runs(marker)).as("the step is running").isTrue();

        solving.interrupt();
        assertThat(end.get(SECONDS, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(marker))
                        .isPresent())
                .forEach(process ->
                        process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join());
        assertThat(runs(marker)).as("the step is still running").isFalse();

        session.close();
        session.close();
        client.close();
        client.close();
        BuildkitThreads.awaitEndOf(client.address());
    }

    @Test
    void aClientThatNeverDialledLeavesNoThreadEither(TestBed bed) throws Exception {
        BuildkitClient client = SessionSolve.engine(bed, "c");
        client.close();
        client.close();
        BuildkitThreads.awaitEndOf(client.address());
    }
}
