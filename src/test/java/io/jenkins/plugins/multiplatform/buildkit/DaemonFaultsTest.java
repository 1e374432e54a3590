package io.jenkins.plugins.multiplatform.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.buildkit.ScriptedDialer.Ending;
import io.jenkins.plugins.multiplatform.transport.DuplexStream;
import io.jenkins.plugins.multiplatform.transport.StreamDialer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ways to fail that no engine shows on demand; one that stops in the middle of a build is in {@link LongBuildTest}. */
@Timeout(30)
class DaemonFaultsTest {
    private static final String ADDRESS = "unix:///scripted.sock";
    private static final Duration QUIET = Duration.ofSeconds(10);

    private static final Patience PATIENT = new Patience(Duration.ofSeconds(10), QUIET, Duration.ofMillis(300));
    private static final Patience HASTY = new Patience(Duration.ofMillis(300), QUIET, Duration.ofMillis(300));

    private final byte[] nothing = {};

    private static void failsToList(ScriptedDialer dialer, Patience patience, String why) {
        try (BuildkitClient client = BuildkitClient.on(dialer, patience)) {
            expect(client::workers, "failed to list workers of BuildKit at " + ADDRESS + ": " + why);
        }
        assertThat(dialer.open()).as("connections left open").isZero();
    }

    private static void failsToSolve(ScriptedDialer dialer, Patience patience, String why) {
        try (BuildkitClient client = BuildkitClient.on(dialer, patience)) {
            expect(
                    () -> SessionSolve.ofDockerfile(client, "FROM scratch").run(),
                    "failed to solve with BuildKit at " + ADDRESS + ": " + why);
        }
        assertThat(dialer.open()).as("connections left open").isZero();
    }

    private static void expect(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BuildkitException.class,
                        e -> assertThat(e.kind()).isEqualTo(BuildkitException.Kind.UNREACHABLE))
                .hasMessage(message);
    }

    @Test
    void aDaemonThatNeverSpeaks() {
        failsToSolve(
                new ScriptedDialer(nothing, Ending.HANGS),
                HASTY,
                "Tried to speak gRPC with " + ADDRESS + ", but got no answer within 0.3 s.");
    }

    @Test
    void aDaemonThatGreetsAndThenAnswersNothing() {
        failsToList(new ScriptedDialer(ScriptedDialer.SETTINGS, Ending.HANGS), HASTY, "no answer within 0.3 s");
    }

    @Test
    void aDaemonThatHangsUpAtOnce() {
        String why = "Tried to read from " + ADDRESS
                + ", but it ended. It closed the connection before its first answer: does"
                + " it want TLS, or a client certificate?";
        failsToList(new ScriptedDialer(nothing, Ending.ENDS), PATIENT, why);
        failsToSolve(new ScriptedDialer(nothing, Ending.ENDS), PATIENT, why);
    }

    @Test
    void aDaemonThatEndsInTheMiddle() {
        failsToList(
                new ScriptedDialer(ScriptedDialer.SETTINGS, Ending.ENDS),
                PATIENT,
                "the daemon closed the connection; did it stop? Look at its log.");
    }

    @Test
    void aConnectionThatBreaks() {
        failsToList(new ScriptedDialer(ScriptedDialer.SETTINGS, Ending.BREAKS), PATIENT, "Connection reset by peer");
        failsToSolve(new ScriptedDialer(ScriptedDialer.SETTINGS, Ending.BREAKS), PATIENT, "Connection reset by peer");
    }

    @Test
    void anAddressWhereSomethingElseAnswers() {
        ScriptedDialer web = new ScriptedDialer(
                "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII), Ending.HANGS);
        try (BuildkitClient client = BuildkitClient.on(web, PATIENT)) {
            assertThatThrownBy(client::workers)
                    .isInstanceOfSatisfying(
                            BuildkitException.class,
                            e -> assertThat(e.kind()).isEqualTo(BuildkitException.Kind.UNREACHABLE))
                    .hasMessageStartingWith("failed to list workers of BuildKit at " + ADDRESS + ": ");
        }
    }

    @Test
    void anAddressThatCannotBeDialled() {
        StreamRefusal refusal = new StreamRefusal();
        try (BuildkitClient client = BuildkitClient.on(refusal, PATIENT)) {
            expect(
                    client::version,
                    "failed to ask BuildKit at tcp://refusing:1 for its version: Tried to connect, but nobody is"
                            + " there.");
            expect(
                    () -> SessionSolve.ofDockerfile(client, "FROM scratch").run(),
                    "failed to solve with BuildKit at tcp://refusing:1: Tried to connect, but nobody is there.");
        }
    }

    @Test
    void aCloseThatIsCutShortStillEndsInSilence() throws Exception {
        List<LogRecord> records = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("io.grpc");
        Handler handler = new Collector(records);
        logger.addHandler(handler);
        ScriptedDialer dialer = new ScriptedDialer(nothing, Ending.HANGS);
        try {
            BuildkitClient client = BuildkitClient.on(dialer, PATIENT);
            Thread asking = new Thread(() -> assertThatThrownBy(client::workers).isInstanceOf(BuildkitException.class));
            asking.start();
            dialer.awaitDial();
            Thread.currentThread().interrupt();
            client.close();
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
            asking.join();
            BuildkitThreads.awaitEndOf(ADDRESS);
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(records).extracting(LogRecord::getMessage).isEmpty();
        assertThat(dialer.open()).isZero();
    }

    private static final class Collector extends Handler {
        private final List<LogRecord> records;

        Collector(List<LogRecord> records) {
            this.records = records;
        }

        @Override
        public void publish(LogRecord record) {
            records.add(record);
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private static final class StreamRefusal implements StreamDialer {
        @Override
        public DuplexStream dial() throws IOException {
            throw new IOException("Tried to connect, but nobody is there.");
        }

        @Override
        public String describe() {
            return "tcp://refusing:1";
        }
    }
}
