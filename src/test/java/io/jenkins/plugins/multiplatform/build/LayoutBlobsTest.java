package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.buildkit.DaemonDouble;
import io.jenkins.plugins.multiplatform.buildkit.session.BlobStore;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.buildkit.wire.content.ContentGrpc;
import io.jenkins.plugins.multiplatform.buildkit.wire.content.WriteAction;
import io.jenkins.plugins.multiplatform.buildkit.wire.content.WriteContentRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.content.WriteContentResponse;
import io.jenkins.plugins.multiplatform.image.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a daemon may write into an image layout, and how. */
@Timeout(30)
class LayoutBlobsTest {
    private static final byte[] CONTENT = {1, 2, 3, 4, 5};
    private static final String DIGEST = Digest.of(CONTENT).toString();

    @TempDir
    private Path folder;

    private Path layout;
    private DaemonDouble daemon;

    @BeforeEach
    void connect() throws Exception {
        layout = folder.resolve("layout");
        daemon = new DaemonDouble(new SessionServices(Map.of(), CredentialSource.anonymous(), "key")
                .withStores(Map.of(
                        "local:cache", new LayoutBlobs(layout), "local:read", new BlobStore(LayoutSource.of(folder)))));
    }

    @AfterEach
    void leavesNothingUnfinished() throws Exception {
        daemon.close();
        assertThat(files()).allMatch(name -> name.matches("blobs/sha256/[0-9a-f]{64}"));
    }

    private List<String> files() throws IOException {
        if (!Files.exists(layout)) {
            return List.of();
        }
        try (var all = Files.walk(layout)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> layout.relativize(file).toString())
                    .toList();
        }
    }

    /** One write of a daemon; answers and its end in order, as texts. */
    private final class Write implements StreamObserver<WriteContentResponse> {
        private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        private final StreamObserver<WriteContentRequest> call;

        Write(String store) {
            Metadata headers = new Metadata();
            headers.put(Metadata.Key.of("buildkit-attachable-store-id", Metadata.ASCII_STRING_MARSHALLER), store);
            call = ContentGrpc.newStub(ClientInterceptors.intercept(
                            daemon.session(), MetadataUtils.newAttachHeadersInterceptor(headers)))
                    .write(this);
        }

        String send(WriteAction action, long offset, String expected, int... content) throws Exception {
            byte[] data = new byte[content.length];
            for (int i = 0; i < content.length; i++) {
                data[i] = (byte) content[i];
            }
            call.onNext(WriteContentRequest.newBuilder()
                    .setAction(action)
                    .setRef("ref")
                    .setOffset(offset)
                    .setExpected(expected)
                    .setData(ByteString.copyFrom(data))
                    .build());
            return next();
        }

        String next() throws Exception {
            return answers.poll(20, TimeUnit.SECONDS);
        }

        @Override
        public void onNext(WriteContentResponse answer) {
            answers.add(answer.getAction() + " " + answer.getOffset() + " " + answer.getDigest());
        }

        @Override
        public void onError(Throwable t) {
            answers.add(t.getMessage());
        }

        @Override
        public void onCompleted() {
            answers.add("end");
        }
    }

    @Test
    void aBlobComesInPiecesAndHasItsPlaceAtTheEnd() throws Exception {
        Write write = new Write("local:cache");
        assertThat(write.send(WriteAction.STAT, 0, DIGEST)).isEqualTo("STAT 0 ");
        assertThat(write.send(WriteAction.WRITE, 0, "", 9, 9)).isEqualTo("WRITE 2 ");
        assertThat(write.send(WriteAction.WRITE, 0, "", 1, 2))
                .as("from the beginning")
                .isEqualTo("WRITE 2 ");
        assertThat(write.send(WriteAction.WRITE, 2, "", 3)).isEqualTo("WRITE 3 ");
        assertThat(write.send(WriteAction.COMMIT, 3, DIGEST, 4, 5)).isEqualTo("COMMIT 5 " + DIGEST);
        assertThat(write.next()).isEqualTo("end");
        assertThat(layout.resolve("blobs").resolve(DIGEST.replace(':', '/'))).hasBinaryContent(CONTENT);
        assertThat(new Write("local:cache").send(WriteAction.STAT, 0, DIGEST))
                .isEqualTo("ALREADY_EXISTS: blob with expected digest " + DIGEST + " exists");
    }

    @Test
    void whatIsNotAsItSaysGetsNoPlace() throws Exception {
        String other = Digest.of(new byte[] {7}).toString();
        assertThat(new Write("local:cache").send(WriteAction.COMMIT, 0, other, 1, 2, 3, 4, 5))
                .isEqualTo("FAILED_PRECONDITION: a node sent a blob as " + other + ", but it is " + DIGEST);
        assertThat(new Write("local:cache").send(WriteAction.COMMIT, 0, "", 1))
                .isEqualTo("INVALID_ARGUMENT: a blob without a digest can't be committed");
        assertThat(new Write("local:cache").send(WriteAction.STAT, 0, "sha256:../../../x"))
                .isEqualTo("INVALID_ARGUMENT: \"sha256:../../../x\" failed validation");
        Write ahead = new Write("local:cache");
        ahead.send(WriteAction.WRITE, 0, DIGEST, 1);
        assertThat(ahead.send(WriteAction.WRITE, 4, "", 5))
                .isEqualTo("OUT_OF_RANGE: write @4 must occur at current offset 1");
        assertThat(files()).isEmpty();
    }

    @Test
    void whatEndsEarlyLeavesNothing() throws Exception {
        Write ended = new Write("local:cache");
        ended.send(WriteAction.WRITE, 0, DIGEST, 1);
        assertThat(files()).hasSize(1);
        ended.call.onCompleted();
        assertThat(ended.next()).isEqualTo("end");
        assertThat(files()).isEmpty();
    }

    @Test
    void whatIsToBeReadIsNotWritten() throws Exception {
        assertThat(new Write("local:read").send(WriteAction.STAT, 0, DIGEST))
                .isEqualTo("NOT_FOUND: unknown store local:read");
    }

    @Test
    void aLinkIsNotFollowed() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.createSymbolicLink(Files.createDirectory(layout).resolve("blobs"), outside);
        assertThat(new Write("local:cache").send(WriteAction.COMMIT, 0, DIGEST, 1, 2, 3, 4, 5))
                .startsWith("FAILED_PRECONDITION: " + layout.resolve("blobs"));
        assertThat(outside).isEmptyDirectory();
    }
}
