package io.jenkins.plugins.multiplatform.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import io.jenkins.plugins.multiplatform.buildkit.session.Session;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import io.jenkins.plugins.multiplatform.transport.Endpoint;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What shows only when a step is silent for longer than the daemon's or our patience. */
@NeedsTestBed
@Tag("slow")
@Timeout(60)
class LongBuildTest {
    /** The daemon asks for the session's health every five seconds and gives it up if nobody answers. */
    @Test
    void theSessionOutlivesASilentStepOfThirteenSeconds(TestBed bed) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        String host = bed.get("registry.tls");
        CredentialSource credentials = asking -> {
            asked.incrementAndGet();
            return Optional.of(Credential.password(bed.get("registry.tls.user"), bed.get("registry.tls.password")));
        };
        try (BuildkitClient client = SessionSolve.engine(bed, "a")) {
            MemorySource source = SessionSolve.dockerfile("FROM alpine", "RUN sleep 13; : " + UUID.randomUUID());
            new SessionSolve(client, source, credentials)
                    .run(ExporterSpec.pushByDigest(host + "/long/" + UUID.randomUUID()));
        }
        assertThat(asked).as("questions after the step, for the push").hasPositiveValue();
    }

    @Test
    void anEngineThatStopsInTheMiddleOfAStepIsGivenUp(TestBed bed) throws Exception {
        FreezingDialer dialer = new FreezingDialer(
                Endpoint.parse("unix://" + bed.get("engine.a.socket")).dockerEngine(Optional.empty()));
        // gRPC probes a quiet connection after 10 s at the earliest, whatever it is told.
        Patience shortest = new Patience(Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ofMillis(500));
        try (BuildkitClient client = BuildkitClient.on(dialer, shortest)) {
            SessionSolve solve =
                    SessionSolve.ofDockerfile(client, "FROM alpine", "RUN echo on; sleep 600; : " + UUID.randomUUID());
            try (Session session = solve.open()) {
                assertThatThrownBy(() ->
                                client.solve(SolveSpec.of(Map.of("platform", "linux/amd64")), session, event -> {
                                    if (event instanceof ProgressEvent.Output) {
                                        dialer.freeze();
                                    }
                                }))
                        .isInstanceOfSatisfying(
                                BuildkitException.class,
                                e -> assertThat(e.kind()).isEqualTo(BuildkitException.Kind.UNREACHABLE))
                        .hasMessage("failed to solve with BuildKit at " + dialer.describe()
                                + ": the daemon stopped answering: nothing came for 10.5 s");
            }
        }
        BuildkitThreads.awaitEndOf(dialer.describe());
    }
}
