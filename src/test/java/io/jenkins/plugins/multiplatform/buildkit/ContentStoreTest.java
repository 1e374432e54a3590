package io.jenkins.plugins.multiplatform.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.buildkit.session.BlobStore;
import io.jenkins.plugins.multiplatform.buildkit.session.FolderSource;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.buildkit.wire.content.ContentGrpc;
import io.jenkins.plugins.multiplatform.buildkit.wire.content.InfoRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.content.ReadContentRequest;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a daemon gets of an image layout, and what it does not get. */
@Timeout(30)
class ContentStoreTest {
    private static final int LARGE = 3_000_000;

    @TempDir
    private Path folder;

    private final byte[] content = new byte[LARGE];
    private final Counting source = new Counting();
    private String digest;
    private BlobStore store;
    private DaemonDouble daemon;

    @BeforeEach
    void connect() throws Exception {
        new Random(1).nextBytes(content);
        digest = write(content);
        Files.writeString(folder.resolve("index.json"), "secret");
        store = new BlobStore(source);
        daemon = new DaemonDouble(new SessionServices(Map.of(), CredentialSource.anonymous(), "key")
                .withStores(Map.of("oci:images", store)));
    }

    @AfterEach
    void close() throws Exception {
        daemon.close();
        store.close();
        assertThat(source.open).hasValue(0);
    }

    private String write(byte[] blob) throws Exception {
        String hex =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(blob));
        Files.write(Files.createDirectories(folder.resolve("blobs/sha256")).resolve(hex), blob);
        return "sha256:" + hex;
    }

    /** Counts what is opened, and what is left open. */
    private final class Counting implements LocalSource {
        private final AtomicInteger opened = new AtomicInteger();
        private final AtomicInteger open = new AtomicInteger();

        @Override
        public void walk(ContextFilter filter, EntryConsumer consumer) throws IOException, InterruptedException {
            FolderSource.of(folder).walk(filter, consumer);
        }

        @Override
        public Optional<InputStream> open(String path) throws IOException {
            Optional<InputStream> file = FolderSource.of(folder).open(path);
            opened.incrementAndGet();
            open.incrementAndGet();
            return file.map(in -> new FilterInputStream(in) {
                @Override
                public void close() throws IOException {
                    open.decrementAndGet();
                    super.close();
                }
            });
        }
    }

    private ContentGrpc.ContentBlockingStub of(String id) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("buildkit-attachable-store-id", Metadata.ASCII_STRING_MARSHALLER), id);
        return ContentGrpc.newBlockingStub(
                ClientInterceptors.intercept(daemon.session(), MetadataUtils.newAttachHeadersInterceptor(headers)));
    }

    private long size(String id, String blob) {
        return of(id).info(InfoRequest.newBuilder().setDigest(blob).build())
                .getInfo()
                .getSize();
    }

    private byte[] read(String blob, long offset, long size) {
        ByteString[] all = {ByteString.EMPTY};
        of("oci:images")
                .read(ReadContentRequest.newBuilder()
                        .setDigest(blob)
                        .setOffset(offset)
                        .setSize(size)
                        .build())
                .forEachRemaining(answer -> {
                    assertThat(answer.getOffset()).isEqualTo(all[0].size());
                    all[0] = all[0].concat(answer.getData());
                });
        return all[0].toByteArray();
    }

    @Test
    void givesABlobsSizeAndContent() {
        assertThat(size("oci:images", digest)).isEqualTo(LARGE);
        assertThat(read(digest, 0, 0)).isEqualTo(content);
    }

    @Test
    void readsOnWhereItStoppedAndElsewhereToo() throws Exception {
        String other = write(new byte[] {1, 2, 3});
        for (int at = 0; at < LARGE; at += 500_000) {
            assertThat(read(digest, at, 500_000)).hasSize(500_000).startsWith(content[at]);
        }
        assertThat(source.opened)
                .as("one reader, from the beginning to the end")
                .hasValue(1);
        assertThat(read(digest, LARGE - 2, 100)).containsExactly(content[LARGE - 2], content[LARGE - 1]);
        assertThat(read(digest, 7, 1)).containsExactly(content[7]);
        assertThat(read(other, 1, 2)).containsExactly(2, 3);
        assertThat(read(digest, LARGE, 5)).isEmpty();
    }

    @Test
    void keepsFewReadersOpen() throws Exception {
        for (int i = 0; i < 20; i++) {
            write(new byte[] {(byte) i, 0});
        }
        try (var blobs = Files.list(folder.resolve("blobs/sha256"))) {
            blobs.forEach(blob -> read("sha256:" + blob.getFileName(), 0, 1));
        }
        assertThat(source.opened).hasValue(21);
        assertThat(source.open).hasValueLessThanOrEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256:../../index.json", "sha256:", "md5:00", "../index.json", "sha256:ABC"})
    void whatIsNoDigestIsRefused(String blob) {
        String refusal = "INVALID_ARGUMENT: \"" + blob + "\" failed validation";
        assertThatThrownBy(() -> size("oci:images", blob)).hasMessage(refusal);
        assertThatThrownBy(() -> read(blob, 0, 0)).hasMessage(refusal);
        assertThat(source.opened).hasValue(0);
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        String absent = "sha256:" + "0".repeat(64);
        assertThatThrownBy(() -> size("oci:images", absent)).hasMessage("NOT_FOUND: blob " + absent + ": not found");
        assertThatThrownBy(() -> size("images", digest)).hasMessage("NOT_FOUND: unknown store images");
        assertThatThrownBy(() -> read(digest, LARGE + 1, 1))
                .hasMessage("OUT_OF_RANGE: read past object length " + LARGE + " bytes");
        size("oci:images", digest);
        Files.write(folder.resolve("blobs/sha256/" + digest.substring(7)), new byte[10]);
        assertThatThrownBy(() -> read(digest, 0, 0))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessage("FAILED_PRECONDITION: blob " + digest + " is shorter than it was");
    }
}
