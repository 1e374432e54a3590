package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.StreamObserver;
import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.buildkit.CacheSpec;
import io.jenkins.plugins.multiplatform.buildkit.ExporterSpec;
import io.jenkins.plugins.multiplatform.buildkit.SolveSpec;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.BytesMessage;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.ControlGrpc;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.SolveRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.SolveResponse;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.StatusRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.StatusResponse;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.VertexStatus;
import io.jenkins.plugins.multiplatform.driver.Drivers;
import io.jenkins.plugins.multiplatform.options.CacheOptions;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With a daemon that leaves out what it was asked to export, as often as a test says. */
@Timeout(60)
@DisplayName("a cache that a daemon leaves out is exported once more")
class CacheExportTest {
    private static final SolveSpec SPEC = SolveSpec.of(Map.of("platform", "linux/arm64"))
            .withCaches(
                    List.of(),
                    List.of(
                            new CacheSpec("registry", Map.of("ref", "127.0.0.1:9/a:b")),
                            new CacheSpec("inline", Map.of())));

    private final List<SolveRequest> solves = Collections.synchronizedList(new ArrayList<>());
    private final List<String> notes = new ArrayList<>();
    private volatile int skips;
    private volatile boolean refusesTheSecond;
    private Server server;

    @BeforeEach
    void start() throws Exception {
        server = OkHttpServerBuilder.forPort(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), InsecureServerCredentials.create())
                .addService(new Daemon())
                .build()
                .start();
    }

    @AfterEach
    void stop() {
        server.shutdownNow();
    }

    private PlatformImage build(SolveSpec spec) throws Exception {
        BuilderNode node = new BuilderNode("double", "tcp://127.0.0.1:" + server.getPort(), List.of(), Map.of());
        PlannedPlatform planned =
                new PlannedPlatform(Engines.ARM64, Drivers.REMOTE, node, Strategy.NATIVE, "there is no other");
        SessionServices services = new SessionServices(Map.of(), CredentialSource.anonymous(), "key");
        CacheOptions options = CacheOptions.NONE;
        try (NodeSession session = NodeSession.open(planned.driver(), node, services);
                LocalCaches folders = LocalCaches.of(options)) {
            CachePlaces caches = CachePlaces.find(
                    options,
                    BuildPlan.of(planned),
                    List.of(Engines.ARM64),
                    Engines.anonymous().client(),
                    folders);
            return new PlatformBuild(planned, session, caches, event -> {
                        if (event instanceof BuildEvent.Noted noted) {
                            notes.add(noted.text());
                        }
                    })
                    .run(
                            spec,
                            spec.exporters().isEmpty()
                                    ? Map.of()
                                    : Map.of(0, new NoOutputs().target(null, Engines.ARM64, true)),
                            event -> {},
                            1);
        }
    }

    @Test
    void nothingIsDoneTwiceWhereNothingWasLeftOut() throws Exception {
        build(SPEC);
        assertThat(solves).hasSize(1);
        assertThat(notes).isEmpty();
    }

    @Test
    void thePlatformIsSolvedAgainInASessionOfItsOwnForTheCacheAlone() throws Exception {
        skips = 1;
        PlatformImage image = build(SPEC);
        assertThat(solves).hasSize(2);
        SolveRequest first = solves.get(0);
        SolveRequest second = solves.get(1);
        assertThat(second.getSession()).isNotEqualTo(first.getSession());
        assertThat(second.getFrontendAttrsMap()).isEqualTo(first.getFrontendAttrsMap());
        assertThat(second.getExportersList()).isEmpty();
        assertThat(second.getCache().getExportsList())
                .as("an image's own cache is none of those")
                .extracting(entry -> entry.getType())
                .containsExactly("registry");
        assertThat(image.reference()).isEqualTo(first.getRef());
        assertThat(notes)
                .containsExactly(
                        "linux/arm64: BuildKit on double left results of this build out of its cache; the cache is"
                                + " exported again");
    }

    @Test
    void anOutputIsNotSentTwice() throws Exception {
        skips = 1;
        build(SPEC.withExporters(List.of(new ExporterSpec("local", Map.of()))));
        assertThat(solves).hasSize(2);
        assertThat(solves.get(0).getExportersList()).hasSize(1);
        assertThat(solves.get(1).getExportersList()).isEmpty();
    }

    @Test
    void whatIsLeftOutAgainIsSaid() throws Exception {
        skips = 2;
        build(SPEC);
        assertThat(solves).hasSize(2);
        assertThat(notes)
                .hasSize(2)
                .last()
                .isEqualTo("linux/arm64: BuildKit on double exported no cache, although one was asked for: \"skipping"
                        + " cache export for empty result\". Other builds will not find results of this one");
    }

    @Test
    void aDaemonThatDoesNotDoItAgainIsNoReasonToFail() throws Exception {
        skips = 1;
        refusesTheSecond = true;
        PlatformImage image = build(SPEC);
        assertThat(image.reference()).isEqualTo(solves.get(0).getRef());
        assertThat(notes)
                .last()
                .asString()
                .startsWith("linux/arm64: BuildKit on double could not export the cache again: failed to solve: ")
                .contains("no more today");
    }

    @Test
    void aBuildThatAsksForNoCacheIsSolvedOnceWhateverTheDaemonSays() throws Exception {
        skips = 1;
        build(SolveSpec.of(Map.of("platform", "linux/arm64")));
        assertThat(solves).hasSize(1);
        assertThat(notes).isEmpty();
    }

    private final class Daemon extends ControlGrpc.ControlImplBase {
        @Override
        public void solve(SolveRequest request, StreamObserver<SolveResponse> response) {
            solves.add(request);
            if (solves.size() == 2 && refusesTheSecond) {
                response.onError(Status.UNKNOWN.withDescription("no more today").asRuntimeException());
                return;
            }
            response.onNext(SolveResponse.getDefaultInstance());
            response.onCompleted();
        }

        @Override
        public void status(StatusRequest request, StreamObserver<StatusResponse> response) {
            if (skips > 0) {
                skips--;
                response.onNext(StatusResponse.newBuilder()
                        .addStatuses(VertexStatus.newBuilder()
                                .setVertex("sha256:1")
                                .setID("skipping cache export for empty result")
                                .setStarted(Timestamp.getDefaultInstance())
                                .setCompleted(Timestamp.getDefaultInstance()))
                        .build());
            }
            response.onCompleted();
        }

        @Override
        public StreamObserver<BytesMessage> session(StreamObserver<BytesMessage> response) {
            return new StreamObserver<>() {
                @Override
                public void onNext(BytesMessage message) {
                    // The double asks its client for nothing.
                }

                @Override
                public void onError(Throwable t) {
                    // The session ends with the connection.
                }

                @Override
                public void onCompleted() {
                    response.onCompleted();
                }
            };
        }
    }
}
