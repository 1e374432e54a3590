package io.jenkins.plugins.multiplatform.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However the link ends: every wait is over, everybody knows why, and no thread is left. */
@Timeout(60)
class LinkEndTest {
    private static final String CLOSED = ": it closed the connection";

    private final StuckSource stuck = new StuckSource();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<Thread> readers = new ArrayList<>();

    /** More readers than there are windows: some wait for content, others for room. */
    private void read(Rig rig) throws Exception {
        LocalSource source = rig.client.source("context");
        RelayedFolders.walk(source, ContextFilter.ALL);
        for (int i = 0; i < 20; i++) {
            Thread reader = new Thread(() -> {
                try {
                    RelayedFolders.read(source, "file");
                } catch (IOException e) {
                    seen.add(e.getMessage());
                }
            });
            reader.start();
            readers.add(reader);
        }
        Rig.await("all windows are taken", () -> rig.client.pool().available() == 0);
        stuck.awaitReader();
    }

    private void assertAllEnded(Rig rig, String why) throws Exception {
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(seen).hasSize(20).containsOnly("Lost the connection to " + rig.workspace + why);
        stuck.awaitInterrupt();
        Rig.await("all threads end: " + rig.threads(), () -> rig.threads().isEmpty());
        Rig.await("all hear of it: " + rig.ends, () -> rig.ends.size() == 3);
    }

    enum Side {
        WORKSPACE,
        CONTROLLER,
        NODE
    }

    @ParameterizedTest
    @EnumSource
    void whoeverClosesEndsItForAll(Side side) throws Exception {
        try (Rig rig = new Rig(Map.of("context", stuck))) {
            read(rig);
            String here = ": it was closed here, as the build needs it no more";
            switch (side) {
                case WORKSPACE -> rig.server.close();
                case CONTROLLER -> rig.forward.close();
                case NODE -> rig.client.close();
            }
            assertAllEnded(rig, side == Side.NODE ? here : CLOSED);
            assertThat(rig.ends)
                    .contains(
                            "W: Lost the connection to " + rig.node + (side == Side.WORKSPACE ? here : CLOSED),
                            "N: Lost the connection to " + rig.workspace + (side == Side.NODE ? here : CLOSED));
            String controller =
                    switch (side) {
                        case WORKSPACE -> "has ended: " + rig.workspace + " closed it";
                        case CONTROLLER -> "was closed on the controller, as the build needs it no more";
                        case NODE -> "has ended: " + rig.node + " closed it";
                    };
            assertThat(rig.ends).contains("C: The relay of a build context " + controller);
        }
    }

    @Test
    void aFrozenWorkspaceEndsWithinTheDeadline() throws Exception {
        try (Rig rig = new Rig(Map.of("context", stuck), Rig.QUICK)) {
            read(rig);
            rig.workspaceToController.freeze();
            assertAllEnded(
                    rig,
                    ": nothing came from it for 2 s. Its machine or the network hangs: look at it, then run the build"
                            + " again.");
        }
    }

    @Test
    void aFrozenNodeEndsWithinTheDeadline() throws Exception {
        try (Rig rig = new Rig(Map.of("context", stuck), Rig.QUICK)) {
            read(rig);
            rig.nodeToController.freeze();
            assertAllEnded(rig, CLOSED);
            assertThat(rig.ends)
                    .contains("W: Lost the connection to " + rig.node + ": nothing came from it for 2 s. Its machine"
                            + " or the network hangs: look at it, then run the build again.");
        }
    }

    @Test
    void anIdleLinkStaysUp() throws Exception {
        try (Rig rig = new Rig(Map.of("context", stuck), Rig.QUICK)) {
            long before = rig.forward.toNodeBytes();
            Rig.await("many heartbeats", () -> rig.forward.toNodeBytes() > before + 30 * Frame.HEADER);
            assertThat(rig.ends).isEmpty();
        }
    }

    @Test
    void aPeerThatCannotBeWrittenToEndsTheLink() throws Exception {
        RelayClient client = new RelayClient("agent gone");
        client.start(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("broken pipe");
            }
        });
        assertThatThrownBy(() -> client.source("context").open("file"))
                .isInstanceOf(RelayException.class)
                .hasMessage("Lost the connection to agent gone: it can't be written to: java.io.IOException: broken"
                        + " pipe");
        assertThatThrownBy(() -> client.source("context").open("file")).isInstanceOf(RelayException.class);
        Rig.await("threads end", () -> Rig.threadsOf("agent gone").isEmpty());
    }

    @Test
    void whoListensLateHearsAtOnce() throws Exception {
        RelayClient client = new RelayClient("agent late");
        client.close();
        client.close();
        Rig.await("threads end", () -> Rig.threadsOf("agent late").isEmpty());
        client.onClosed(cause -> seen.add(cause.getMessage()));
        assertThat(seen)
                .containsExactly(
                        "Lost the connection to agent late: it was closed here, as the build needs it no more");
        StuckStream stream = new StuckStream();
        client.start(stream);
        Rig.await("the stream that came too late is closed", stream::isClosed);
    }

    @Test
    void aPeerThatTakesNothingCanBeClosed() throws Exception {
        RelayClient client = new RelayClient("agent full");
        StuckStream stream = new StuckStream();
        client.start(stream);
        Thread reader = new Thread(() -> {
            try {
                client.source("context").open("file");
            } catch (IOException e) {
                seen.add(e.getMessage());
            }
        });
        reader.start();
        stream.awaitWriter();
        client.close();
        reader.join();
        assertThat(seen).hasSize(1);
        Rig.await("the stream is closed", stream::isClosed);
        Rig.await("threads end", () -> Rig.threadsOf("agent full").isEmpty());
    }

    @Test
    void whoWaitsForRoomHearsOfTheEndThoughNobodyMakesRoom() throws Exception {
        RelayClient client = new RelayClient("agent unread");
        RawPeer workspace = new RawPeer(client.sink());
        client.start(workspace);
        byte[] block = RawPeer.block(new byte[WindowPool.FIRST - Frame.HEADER - Integer.BYTES]);
        for (int id = 1; id <= 16; id++) {
            CompletableFuture<Boolean> opened = openInBackground(client);
            assertThat(workspace.next(FrameType.READ).id()).isEqualTo(id);
            workspace.send(FrameType.DATA, id, block);
            assertThat(opened.get()).isTrue();
        }
        CompletableFuture<Boolean> waiting = openInBackground(client);
        Rig.await("it has waited", () -> client.pool().hasWaiters());
        client.close();
        assertThat(waiting)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .havingCause()
                .withMessage("Lost the connection to agent unread: it was closed here, as the build needs it no more");
    }

    /** Neither reads nor closes what it opens. */
    private static CompletableFuture<Boolean> openInBackground(RelayClient client) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return client.source("context").open("file").isPresent();
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }
}
