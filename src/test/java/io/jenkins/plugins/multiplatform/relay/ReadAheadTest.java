package io.jenkins.plugins.multiplatform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource.ExpectedFile;
import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files that were announced are fetched before they are opened. */
@Timeout(60)
class ReadAheadTest {
    private final RelayClient client = new RelayClient("agent ahead");
    private final RawPeer workspace = new RawPeer(client.sink());
    private final LocalSource source = client.source("context");

    ReadAheadTest() {
        client.start(workspace);
    }

    @AfterEach
    void leavesNoThread() throws Exception {
        client.close();
        Rig.await("threads end", () -> Rig.threadsOf("agent ahead").isEmpty());
    }

    private ExpectedFile expect(String path, long size) {
        return source.expect(new FileStat(path, 0644, size, 0, ""));
    }

    @Test
    void anExpectedFileIsThereWhenItIsOpened() throws Exception {
        ExpectedFile file = expect("file", 2);
        assertThat(workspace.next(FrameType.READ).payload()).isEqualTo(RawPeer.request(1024, "context", "file"));
        workspace.send(FrameType.DATA, 1, RawPeer.block((byte) 1, (byte) 2));
        workspace.send(FrameType.END, 1);
        try (InputStream in = file.open().orElseThrow()) {
            assertThat(in.readAllBytes()).containsExactly(1, 2);
        }
        assertThat(workspace.count()).as("nothing more was asked").isZero();
        assertThat(client.pool().available()).isEqualTo(WindowPool.SIZE);
    }

    @Test
    void theWindowFollowsTheSize() throws Exception {
        expect("middle", 10_000);
        expect("large", 1L << 40);
        assertThat(workspace.next(FrameType.READ).payload()).isEqualTo(RawPeer.request(20_026, "context", "middle"));
        assertThat(workspace.next(FrameType.READ).payload())
                .isEqualTo(RawPeer.request(WindowPool.FIRST, "context", "large"));
    }

    @Test
    void anExpectedFileThatIsNotOpenedIsCancelled() throws Exception {
        expect("file", 2).close();
        assertThat(workspace.next(FrameType.CANCEL).id()).isEqualTo(1);
        assertThat(client.pool().available()).isLessThan(WindowPool.SIZE);
        workspace.send(FrameType.END, 1);
        assertThat(client.pool().available()).isEqualTo(WindowPool.SIZE);
    }

    @Test
    void thoseThatAreExpectedLeaveRoomForReaders() throws Exception {
        for (int i = 0; i < 1000; i++) {
            expect("small" + i, 10);
        }
        for (int i = 0; i < 40; i++) {
            assertThat(workspace.next(FrameType.READ).id()).isEqualTo(i + 1);
        }
        CompletableFuture<Integer> reader = readInBackground(source.expect(new FileStat("last", 0644, 1, 0, "")));
        assertThat(workspace.next(FrameType.READ).id()).isEqualTo(41);
        workspace.send(FrameType.END, 41);
        assertThat(reader.get()).isZero();
        assertThat(workspace.count()).isZero();
    }

    @Test
    void largeOnesLeaveRoomForReadersToo() throws Exception {
        for (int i = 0; i < 1000; i++) {
            expect("large" + i, 1 << 20);
        }
        assertThat(client.pool().available()).isEqualTo(WindowPool.SIZE / 2);
    }

    @Test
    void theNextBeginWhenOthersHaveEnded() throws Exception {
        List<ExpectedFile> files = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            files.add(expect("small" + i, 10));
        }
        for (int i = 0; i < 1000; i++) {
            assertThat(workspace.next(FrameType.READ).payload())
                    .isEqualTo(RawPeer.request(1024, "context", "small" + i));
            workspace.send(FrameType.GONE, i + 1);
            assertThat(files.get(i).open()).isEmpty();
        }
        assertThat(client.pool().available()).isEqualTo(WindowPool.SIZE);
        assertThat(client.transferred().files()).isEqualTo(1000);
    }

    private static CompletableFuture<Integer> readInBackground(ExpectedFile file) {
        return CompletableFuture.supplyAsync(() -> {
            try (InputStream in = file.open().orElseThrow()) {
                return in.readAllBytes().length;
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }
}
