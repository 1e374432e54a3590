package io.jenkins.plugins.multiplatform.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.buildkit.output.LocalFolder;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.buildkit.wire.fsutil.Packet;
import io.jenkins.plugins.multiplatform.buildkit.wire.fsutil.Stat;
import io.jenkins.plugins.multiplatform.hostile.Hostile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results whose packets come in any order and with any names: every transfer ends, and nothing is written outside. */
@Timeout(120)
class HostilePacketsTest {
    private static final int SECONDS = 20;
    private static final int TRANSFERS = 300;
    private static final List<String> NAMES = List.of(
            "a", "b", "a/", "/", "..", "../", ".", "c", "outside", "\0", "\u00e9", "\\", ":", " ", "a/b", "b/c");
    private static final int[] MODES = {
        0644, 0644, 0755, 1 << 31 | 0755, 1 << 31 | 0755, 1 << 27 | 0777, 1 << 26, 1 << 25, 1 << 24, -1, 0, 0xFFFF
    };
    private static final MethodDescriptor<Packet, Packet> DIFF_COPY = MethodDescriptor.<Packet, Packet>newBuilder()
            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
            .setFullMethodName("moby.filesync.v1.FileSend/DiffCopy")
            .setRequestMarshaller(ProtoUtils.marshaller(Packet.getDefaultInstance()))
            .setResponseMarshaller(ProtoUtils.marshaller(Packet.getDefaultInstance()))
            .build();

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void everyTransferEndsAndNothingIsWrittenOutside(long seed) throws Exception {
        Files.writeString(folder.resolve("outside"), "untouched");
        OutputTarget.Folder target = () -> LocalFolder.open(folder.resolve("out"));
        Random random = new Random(seed);
        Hostile hostile = new Hostile(seed);
        SessionServices services =
                new SessionServices(Map.of(), CredentialSource.anonymous(), "key").withOutputs(Map.of(0, target));
        try (DaemonDouble daemon = new DaemonDouble(services)) {
            for (int i = 0; i < TRANSFERS; i++) {
                Answers answers = new Answers();
                StreamObserver<Packet> call = ClientCalls.asyncBidiStreamingCall(
                        daemon.session().newCall(DIFF_COPY, CallOptions.DEFAULT), answers);
                for (int n = random.nextInt(12); n > 0; n--) {
                    call.onNext(packet(random, hostile));
                }
                call.onCompleted();
                String end = answers.end.get(SECONDS, TimeUnit.SECONDS);
                assertThat(end).doesNotContain("Exception", "UNKNOWN", "null").hasSizeLessThan(1_000);
                assertNothingElse();
            }
        }
    }

    private static Packet packet(Random random, Hostile hostile) {
        Packet.Builder packet = Packet.newBuilder().setID(random.nextInt(5) - 1);
        return switch (random.nextInt(8)) {
            case 0 -> packet.setType(Packet.PacketType.PACKET_FIN).build();
            case 1, 2 ->
                packet.setType(Packet.PacketType.PACKET_DATA)
                        .setData(ByteString.copyFromUtf8(random.nextBoolean() ? "" : "data"))
                        .build();
            case 3 -> packet.setTypeValue(random.nextInt(7)).build();
            default ->
                packet.setType(Packet.PacketType.PACKET_STAT)
                        .setStat(Stat.newBuilder()
                                .setPath(hostile.text(NAMES, 3))
                                .setMode(MODES[random.nextInt(MODES.length)])
                                .setSize(random.nextLong())
                                .setModTime(random.nextLong())
                                .setLinkname(random.nextInt(3) == 0 ? hostile.text(NAMES, 3) : ""))
                        .build();
        };
    }

    private void assertNothingElse() throws IOException {
        assertThat(folder.resolve("outside")).hasContent("untouched");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).isSubsetOf("out", "outside");
        }
    }

    /** What the client says at the end: its refusal, or its status. */
    private static final class Answers implements StreamObserver<Packet> {
        private final CompletableFuture<String> end = new CompletableFuture<>();

        @Override
        public void onNext(Packet packet) {
            if (packet.getType() == Packet.PacketType.PACKET_ERR) {
                end.complete(packet.getData().toStringUtf8());
            }
        }

        @Override
        public void onError(Throwable t) {
            end.complete(Status.fromThrowable(t).toString());
        }

        @Override
        public void onCompleted() {
            end.complete("OK");
        }
    }
}
