package io.jenkins.plugins.multiplatform.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.jenkins.plugins.multiplatform.buildkit.session.FolderSource;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretSource;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.buildkit.wire.filesync.FileSyncGrpc;
import io.jenkins.plugins.multiplatform.buildkit.wire.fsutil.Packet;
import io.jenkins.plugins.multiplatform.buildkit.wire.secrets.GetSecretRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.secrets.SecretsGrpc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that asks so often that it could fill its client's memory. */
@Timeout(120)
class SessionLimitsTest {
    private static final int SECONDS = 60;

    @TempDir
    private Path folder;

    private final AtomicInteger secrets = new AtomicInteger();
    private DaemonDouble daemon;

    @BeforeEach
    void openASession() throws Exception {
        Files.writeString(folder.resolve("file"), "content");
        SecretSource source = id -> {
            secrets.incrementAndGet();
            return Optional.empty();
        };
        daemon = new DaemonDouble(
                new SessionServices(Map.of("context", FolderSource.of(folder)), host -> Optional.empty(), "key")
                        .withSecrets(source));
    }

    @AfterEach
    void close() {
        daemon.close();
    }

    private final class Sync implements StreamObserver<Packet> {
        private final BlockingQueue<Packet> packets = new LinkedBlockingQueue<>();
        private final CompletableFuture<Status> end = new CompletableFuture<>();
        private final StreamObserver<Packet> requests;

        Sync(String pattern) {
            Metadata headers = new Metadata();
            headers.put(Metadata.Key.of("dir-name", Metadata.ASCII_STRING_MARSHALLER), "context");
            headers.put(Metadata.Key.of("exclude-patterns", Metadata.ASCII_STRING_MARSHALLER), pattern);
            requests = FileSyncGrpc.newStub(daemon.session())
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                    .diffCopy(this);
        }

        @Override
        public void onNext(Packet packet) {
            packets.add(packet);
        }

        @Override
        public void onError(Throwable t) {
            end.complete(Status.fromThrowable(t));
        }

        @Override
        public void onCompleted() {
            end.complete(Status.OK);
        }

        void request(int id) {
            requests.onNext(Packet.newBuilder()
                    .setType(Packet.PacketType.PACKET_REQ)
                    .setID(id)
                    .build());
        }

        Packet next() throws InterruptedException {
            return packets.poll(SECONDS, TimeUnit.SECONDS);
        }
    }

    private String ended(String why) {
        return "failed to solve: ended the session with BuildKit at " + daemon.address() + ": " + why
                + ", more than any build needs";
    }

    private CompletableFuture<Void> solving() {
        return CompletableFuture.runAsync(() -> {
            try {
                daemon.solve();
            } catch (BuildkitException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void assertFails(CompletableFuture<Void> solve, String why) {
        assertThatThrownBy(() -> solve.get(SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .rootCause()
                .isNotNull();
        assertThatThrownBy(daemon::solve)
                .isInstanceOfSatisfying(
                        BuildkitException.class, e -> assertThat(e.kind()).isEqualTo(BuildkitException.Kind.REFUSED))
                .hasMessage(ended(why));
        assertThatThrownBy(daemon::ask).hasMessage(ended(why));
        assertThat(solve.handle((done, failure) -> failure.getCause().getCause().getMessage())
                        .join())
                .isEqualTo(ended(why));
    }

    @Test
    void eachFileIsSentOnceForATransfer() throws Exception {
        Sync sync = new Sync("none");
        assertThat(sync.next().getStat().getPath()).isEqualTo("file");
        assertThat(sync.next().hasStat()).as("the end of the list").isFalse();
        sync.request(0);
        assertThat(sync.next().getData().toStringUtf8()).isEqualTo("content");
        assertThat(sync.next().getData().isEmpty()).isTrue();
        for (int i = 0; i < 100_000; i++) {
            sync.request(0);
        }
        Packet refusal = sync.next();
        assertThat(refusal.getType()).isEqualTo(Packet.PacketType.PACKET_ERR);
        assertThat(refusal.getData().toStringUtf8()).isEqualTo("invalid file id 0");
        sync.requests.onNext(
                Packet.newBuilder().setType(Packet.PacketType.PACKET_FIN).build());
        assertThat(sync.next().getType()).isEqualTo(Packet.PacketType.PACKET_FIN);
        assertThat(sync.packets).isEmpty();
    }

    @Test
    void soManyFoldersAtOnceEndTheBuild() throws Exception {
        CompletableFuture<Void> solve = solving();
        List<Sync> syncs = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            syncs.add(new Sync("none"));
            assertThat(syncs.get(i).next().getStat().getPath()).isEqualTo("file");
        }
        assertThat(new Sync("none").end.get(SECONDS, TimeUnit.SECONDS).getCode())
                .isNotEqualTo(Status.Code.OK);
        assertFails(solve, "it asked for more than 256 folders at once");
        for (Sync sync : syncs) {
            assertThat(sync.end.get(SECONDS, TimeUnit.SECONDS).getCode()).isNotEqualTo(Status.Code.OK);
        }
    }

    @Test
    void foldersOneAfterTheOtherAreNoneAtOnce() throws Exception {
        for (int i = 0; i < 200; i++) {
            Sync sync = new Sync("none");
            assertThat(sync.next().getStat().getPath()).isEqualTo("file");
            assertThat(sync.next().hasStat()).isFalse();
            sync.requests.onNext(
                    Packet.newBuilder().setType(Packet.PacketType.PACKET_FIN).build());
            assertThat(sync.end.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(Status.OK);
        }
    }

    @Test
    void soManyPatternsAtOnceEndTheBuild() throws Exception {
        CompletableFuture<Void> solve = solving();
        String pattern = "x".repeat(6 << 20);
        List<Sync> syncs = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            syncs.add(new Sync(pattern));
        }
        assertFails(solve, "it asked with more than 67108864 bytes of patterns at once");
    }

    @Test
    void soManySecretsEndTheBuild() throws Exception {
        CompletableFuture<Void> solve = solving();
        SecretsGrpc.SecretsBlockingStub stub = SecretsGrpc.newBlockingStub(daemon.session());
        GetSecretRequest request = GetSecretRequest.newBuilder().setID("none").build();
        for (int i = 0; i <= 20_000; i++) {
            int number = i;
            assertThatThrownBy(() -> stub.getSecret(request))
                    .satisfies(e -> assertThat(Status.fromThrowable(e).getCode())
                            .as("%d", number)
                            .isIn(
                                    number < 20_000
                                            ? List.of(Status.Code.NOT_FOUND)
                                            : List.of(Status.Code.RESOURCE_EXHAUSTED, Status.Code.UNAVAILABLE)));
        }
        assertThat(secrets).hasValue(20_000);
        assertFails(solve, "it made more than 20000 calls of moby.buildkit.secrets.v1.Secrets");
    }
}
