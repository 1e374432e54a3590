package io.jenkins.plugins.multiplatform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A workspace's agent that is in other hands: what it can do to the node's agent. */
@Timeout(60)
class HostileWorkspaceTest {
    private static final String LOST = "Lost the connection to agent evil: it ";
    private static final String CURE = ", against the protocol. Do both agents run the same version of the plugin?";

    private final RelayClient client = new RelayClient("agent evil");
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private final RawPeer workspace = new RawPeer(client.sink());

    HostileWorkspaceTest() {
        client.onClosed(cause -> ends.add(cause.getMessage()));
        client.start(workspace);
    }

    @AfterEach
    void endsWithoutATrace() throws Exception {
        client.close();
        Rig.await("threads end", () -> Rig.threadsOf("agent evil").isEmpty());
    }

    private CompletableFuture<byte[]> reader() throws Exception {
        CompletableFuture<byte[]> content = CompletableFuture.supplyAsync(() -> {
            try {
                return RelayedFolders.read(client.source("context"), "file").orElseThrow();
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
        assertThat(workspace.next(FrameType.READ).id()).isEqualTo(1);
        return content;
    }

    private CompletableFuture<List<FileStat>> walker() throws Exception {
        CompletableFuture<List<FileStat>> entries = CompletableFuture.supplyAsync(() -> {
            try {
                return RelayedFolders.walk(client.source("context"), ContextFilter.ALL);
            } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        assertThat(workspace.next(FrameType.END).id()).isEqualTo(1);
        return entries;
    }

    private void assertLinkEnds(CompletableFuture<?> waiting, String why) throws Exception {
        assertThat(waiting)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(RelayException.class)
                .withMessage(LOST + why + CURE);
        Rig.await("the link ends", () -> ends.size() == 1 && workspace.isClosed());
        assertThat(ends).containsExactly(LOST + why + CURE);
    }

    /** The test's own thread stands for the one that serves all pipes: it must come back. */
    private void sendAsFarAsItGoes(Frame... frames) {
        try {
            for (Frame frame : frames) {
                workspace.send(frame);
            }
        } catch (IOException e) {
            assertThat(e).isInstanceOf(RelayException.class);
        }
    }

    @Test
    void contentBeyondTheCreditEndsTheLinkAndNeverBlocks() throws Exception {
        CompletableFuture<byte[]> neverRead = new CompletableFuture<>();
        CompletableFuture<byte[]> opened = CompletableFuture.supplyAsync(() -> {
            try (var in = client.source("context").open("file").orElseThrow()) {
                neverRead.join();
                return in.readAllBytes();
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
        assertThat(workspace.next(FrameType.READ).id()).isEqualTo(1);
        Frame half = new Frame(FrameType.DATA, 1, RawPeer.block(new byte[WindowPool.FIRST / 2 - 13]));
        workspace.send(half);
        workspace.send(half);
        sendAsFarAsItGoes(new Frame(FrameType.DATA, 1, RawPeer.block((byte) 1)));
        Rig.await("the link ends", () -> ends.size() == 1);
        neverRead.complete(null);
        assertLinkEnds(opened, "sent more than it was allowed (request 1)");
    }

    @Test
    void contentForAnUnknownRequestEndsTheLink() throws Exception {
        CompletableFuture<byte[]> waiting = reader();
        sendAsFarAsItGoes(new Frame(FrameType.DATA, 7, RawPeer.block((byte) 1)));
        assertLinkEnds(waiting, "sent DATA for the unknown request 7");
    }

    private static byte[] deflated(int declared, byte[] content) {
        Deflater deflater = new Deflater(1, true);
        deflater.setInput(content);
        deflater.finish();
        byte[] target = new byte[content.length + 100];
        int count = deflater.deflate(target);
        deflater.end();
        return ByteBuffer.allocate(Integer.BYTES + count)
                .putInt(declared)
                .put(target, 0, count)
                .array();
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 131_072})
    void aBlockThatInflatesToMoreThanItDeclaresEndsTheLink(int declared) throws Exception {
        CompletableFuture<byte[]> waiting = reader();
        sendAsFarAsItGoes(new Frame(FrameType.DATA, 1, deflated(declared, new byte[75 * declared])));
        assertLinkEnds(waiting, "sent a block that is not of the " + declared + " bytes that it declares");
    }

    @Test
    void aBlockThatInflatesToLessEndsTheLink() throws Exception {
        CompletableFuture<byte[]> waiting = reader();
        sendAsFarAsItGoes(new Frame(FrameType.DATA, 1, deflated(1001, new byte[1000])));
        assertLinkEnds(waiting, "sent a block that is not of the 1001 bytes that it declares");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, 131_073, 0, -1})
    void aBlockOfAForbiddenSizeEndsTheLink(int declared) throws Exception {
        CompletableFuture<byte[]> waiting = reader();
        byte[] block = deflated(declared, new byte[100]);
        sendAsFarAsItGoes(new Frame(FrameType.DATA, 1, block));
        assertLinkEnds(waiting, "sent " + block.length + " bytes as a block of " + declared);
    }

    @Test
    void garbageInABlockEndsTheLink() throws Exception {
        CompletableFuture<byte[]> waiting = reader();
        sendAsFarAsItGoes(new Frame(FrameType.DATA, 1, new byte[] {0, 0, 1, 0, (byte) 0xff, (byte) 0xff}));
        assertLinkEnds(waiting, "sent a block that can't be inflated (invalid block type)");
    }

    @Test
    void aFrameThatIsTooLargeEndsTheLink() throws Exception {
        CompletableFuture<byte[]> waiting = reader();
        try {
            workspace.sendRaw(FrameType.DATA.code(), 1, Integer.MAX_VALUE);
        } catch (RelayException e) {
            // asserted below
        }
        assertLinkEnds(waiting, "sent a frame of 2147483647 bytes, where 131076 are allowed");
    }

    @Test
    void aRequestOfItsOwnEndsTheLink() throws Exception {
        CompletableFuture<byte[]> waiting = reader();
        sendAsFarAsItGoes(new Frame(FrameType.READ, 1, RawPeer.request(1000, "context", "/etc/shadow")));
        assertLinkEnds(waiting, "sent READ, which is not for it to send");
    }

    @Test
    void entriesAreTakenInAnyOrderAsBuildKitItselfRefusesThem() throws Exception {
        CompletableFuture<List<FileStat>> walk = walker();
        List<FileStat> wrong = List.of(
                new FileStat("z", 0644, 1, 0, ""),
                new FileStat("../a", 0644, 1, 0, ""),
                new FileStat("z", 0, 1, 0, ""));
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        for (FileStat entry : wrong) {
            EntryCodec.write(new DataOutputStream(entries), entry);
        }
        workspace.send(FrameType.DATA, 1, RawPeer.block(entries.toByteArray()));
        workspace.send(FrameType.END, 1);
        assertThat(walk.get()).isEqualTo(wrong);
    }

    @Test
    void whatIsNoListOfEntriesEndsTheLink() throws Exception {
        CompletableFuture<List<FileStat>> walk = walker();
        workspace.send(FrameType.DATA, 1, RawPeer.block((byte) 1, (byte) 0));
        sendAsFarAsItGoes(new Frame(FrameType.END, 1, new byte[0]));
        assertLinkEnds(walk, "sent half an entry");
    }

    @Test
    void anEntryWithAPathWithoutEndEndsTheLink() throws Exception {
        CompletableFuture<List<FileStat>> walk = walker();
        sendAsFarAsItGoes(new Frame(
                FrameType.DATA, 1, RawPeer.block((byte) 1, (byte) 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff)));
        assertLinkEnds(walk, "sent a text of 2147483647 bytes");
    }
}
