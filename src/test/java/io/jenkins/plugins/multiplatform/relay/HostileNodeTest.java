package io.jenkins.plugins.multiplatform.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node's agent that is in other hands: what it can have of the workspace's agent. */
@Timeout(60)
class HostileNodeTest {
    private static final String LOST = "Lost the connection to agent evil: it ";
    private static final String CURE = ", against the protocol. Do both agents run the same version of the plugin?";

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private final RecordingSource source = new RecordingSource();
    private final ContextServer server = serve(source);
    private final RawPeer node = new RawPeer(server.sink());

    HostileNodeTest() {
        server.start(node);
    }

    private ContextServer serve(LocalSource offered) {
        ContextServer made = new ContextServer("agent evil", Map.of("context", offered), Map.of(), log::add);
        made.onClosed(cause -> ends.add(cause.getMessage()));
        return made;
    }

    @AfterEach
    void endsWithoutATrace() throws Exception {
        server.close();
        Rig.await("threads end", () -> Rig.threadsOf("agent evil").isEmpty());
        assertThat(source.opened).isEmpty();
    }

    /** One file, and a record of what was opened. */
    private static final class RecordingSource implements LocalSource {
        private final List<String> opened = new CopyOnWriteArrayList<>();
        private final List<ContextFilter> walks = new CopyOnWriteArrayList<>();

        @Override
        public void walk(ContextFilter filter, EntryConsumer consumer) throws IOException, InterruptedException {
            walks.add(filter);
            consumer.accept(new FileStat("dir", 1 << 31 | 0755, 0, 0, ""));
            consumer.accept(new FileStat("dir/file", 0644, 1, 0, ""));
        }

        @Override
        public Optional<InputStream> open(String path) {
            opened.add(path);
            return Optional.of(new ByteArrayInputStream(new byte[] {1}));
        }
    }

    private void assertLinkEnds(String why) throws Exception {
        Rig.await("the link ends", () -> ends.size() == 1 && node.isClosed());
        assertThat(ends).containsExactly(LOST + why + CURE);
        assertThat(log).containsExactly(LOST + why + CURE);
        assertThatThrownBy(() -> node.send(FrameType.PING, 0)).hasMessage(LOST + why + CURE);
    }

    @Test
    void anUndeclaredFolderIsRefused() throws Exception {
        node.walk(1, "etc");
        assertThat(node.next(FrameType.ERROR).text()).isEqualTo("no access allowed to dir \"etc\"");
        node.send(FrameType.READ, 2, RawPeer.request(1000, "etc", "passwd"));
        assertThat(node.next(FrameType.ERROR).text()).isEqualTo("no access allowed to dir \"etc\"");
        String line = "refused a request of agent evil: no access allowed to dir \"etc\"";
        Rig.await("both are logged", () -> log.size() == 2);
        assertThat(log).containsExactly(line, line);
        assertThat(source.walks).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../secret", "/etc/passwd", "dir", "dir/../dir/file", "./dir/file", "dir/other", ""})
    void aPathThatNoWalkDescribedNeverTouchesTheDisk(String path) throws Exception {
        node.walk(1, "context");
        node.next(FrameType.END);
        node.send(FrameType.READ, 2, RawPeer.request(1000, "context", path));
        String refusal = "Refused to read \"" + path + "\": it was not among the files of the build context.";
        assertThat(node.next(FrameType.ERROR).text()).isEqualTo(refusal);
        Rig.await("it is logged", () -> log.size() == 1);
        assertThat(log).containsExactly("refused a request of agent evil: " + refusal);
    }

    @Test
    void whatItWritesIntoTheLogStaysOneShortLine() throws Exception {
        node.send(FrameType.READ, 1, RawPeer.request(1000, "context", "a\nERROR: \u001b[31m" + "x".repeat(10_000)));
        node.next(FrameType.ERROR);
        Rig.await("it is logged", () -> log.size() == 1);
        assertThat(log.get(0))
                .startsWith("refused a request of agent evil: Refused to read \"a?ERROR: ?[31mxxx")
                .hasSizeLessThan(400);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, 1 << 20, 0, -1})
    void aCreditThatNoHonestNodeGivesEndsTheLink(int credit) throws Exception {
        node.walk(1, "context");
        node.next(FrameType.END);
        StuckSource stuck = new StuckSource();
        ContextServer other = serve(stuck);
        RawPeer peer = new RawPeer(other.sink());
        other.start(peer);
        peer.walk(1, "context");
        peer.next(FrameType.END);
        peer.send(FrameType.READ, 2, RawPeer.request(1000, "context", "file"));
        stuck.awaitReader();
        String why =
                LOST + "gave a credit of " + credit + " bytes in addition to 1000, where 1048576 are allowed" + CURE;
        assertThatThrownBy(() -> peer.send(Frame.credit(2, credit))).hasMessage(why);
        stuck.awaitInterrupt();
        Rig.await("the link ends", () -> ends.size() == 1 && peer.isClosed());
        assertThat(log).containsExactly(why);
    }

    @Test
    void anUnknownFrameEndsTheLink() throws Exception {
        assertThatThrownBy(() -> node.sendRaw(99, 1, 0)).isInstanceOf(RelayException.class);
        assertLinkEnds("sent a frame of the unknown type 99");
    }

    @ParameterizedTest
    @ValueSource(ints = {131_077, Integer.MAX_VALUE, -1})
    void aFrameThatIsTooLargeEndsTheLink(int size) throws Exception {
        assertThatThrownBy(() -> node.sendRaw(FrameType.READ.code(), 1, size)).isInstanceOf(RelayException.class);
        assertLinkEnds("sent a frame of " + Integer.toUnsignedString(size) + " bytes, where 131076 are allowed");
    }

    @Test
    void theOtherSidesFramesEndTheLink() throws Exception {
        assertThatThrownBy(() -> node.send(FrameType.GONE, 1)).isInstanceOf(RelayException.class);
        assertLinkEnds("sent GONE, which is not for it to send");
    }

    @Test
    void contentBeyondTheWindowEndsTheLinkAndNeverBlocks() throws Exception {
        StuckSource stuck = new StuckSource();
        ContextServer other = serve(stuck);
        RawPeer peer = new RawPeer(other.sink());
        other.start(peer);
        peer.walk(1, "context");
        peer.next(FrameType.END);
        peer.send(FrameType.READ, 2, RawPeer.request(1000, "context", "file"));
        stuck.awaitReader();
        byte[] block = RawPeer.block(new byte[60_000]);
        peer.send(FrameType.DATA, 2, block);
        String why = LOST + "sent more than it was allowed (request 2)" + CURE;
        assertThatThrownBy(() -> peer.send(FrameType.DATA, 2, block)).hasMessage(why);
        Rig.await("the link ends", () -> ends.size() == 1 && peer.isClosed());
        assertThat(log).containsExactly(why);
    }

    @Test
    void anEndlessFilterIsRefused() throws Exception {
        node.send(FrameType.WALK, 1, RawPeer.request(1000, "context"));
        node.send(FrameType.DATA, 1, RawPeer.block((byte) 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff));
        node.send(FrameType.DATA, 1, RawPeer.block(new byte[40_000]));
        node.send(FrameType.END, 1);
        assertThat(node.next(FrameType.ERROR).text())
                .startsWith("Refused to list the build context: .dockerignore and what");
    }

    @Test
    void aRequestForWhatIsOnlyPlannedIsRefused() throws Exception {
        node.send(FrameType.SSH, 1, RawPeer.request(1000, "agent"));
        assertThat(node.next(FrameType.ERROR).text())
                .isEqualTo("Refused by the agent that has the build context: this version of the plugin can't do SSH");
    }

    @Test
    void tenThousandRequestsGetSixteenThreadsAndErrors() throws Exception {
        StuckSource stuck = new StuckSource();
        ContextServer other = serve(stuck);
        RawPeer peer = new RawPeer(other.sink());
        other.start(peer);
        peer.walk(1, "context");
        peer.next(FrameType.END);
        for (int id = 2; id < 10_002; id++) {
            peer.send(FrameType.READ, id, RawPeer.request(1000, "context", "file"));
        }
        assertThat(Rig.threadsOf("agent evil").stream().filter(name -> name.contains("worker")))
                .hasSizeLessThanOrEqualTo(ContextServer.RUNNING);
        int served = ContextServer.RUNNING + ContextServer.WAITING;
        Rig.await("the rest is refused", () -> peer.count() >= 10_000 - served);
        assertThat(peer.next(FrameType.ERROR).text())
                .isEqualTo("Refused by the agent that has the build context: more than 80 requests at once");
        other.close();
        Rig.await("it is logged", () -> log.size() == 20);
        assertThat(log.get(0)).isEqualTo("refused a request of agent evil: more than 80 requests at once");
        assertThat(log.get(19)).isEqualTo("more was refused, which is not logged");
    }

    @Test
    void whoAsksAndNeverReadsIsCutOff() throws Exception {
        ContextServer other = serve(source);
        StuckStream unread = new StuckStream();
        other.start(unread);
        RawPeer peer = new RawPeer(other.sink());
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1_000_000; i++) {
                        peer.send(FrameType.PING, 0);
                    }
                })
                .hasMessage(LOST + "asks and does not read the answers: more than 2097152 bytes wait for it");
        Rig.await("its stream is closed", unread::isClosed);
        assertThat(other.peak()).isLessThanOrEqualTo(FrameSender.LIMIT);
    }
}
