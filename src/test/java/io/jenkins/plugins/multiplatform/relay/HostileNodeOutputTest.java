package io.jenkins.plugins.multiplatform.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.buildkit.output.LocalFile;
import io.jenkins.plugins.multiplatform.buildkit.output.LocalFolder;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node's agent that is in other hands: what it can write on the workspace's agent. */
@Timeout(60)
class HostileNodeOutputTest {
    private static final String LOST = "Lost the connection to agent evil: it ";
    private static final String CURE = ", against the protocol. Do both agents run the same version of the plugin?";
    private static final FileStat FILE = new FileStat("file", 0644, 1, 0, "");

    @TempDir
    private Path workspace;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private ContextServer server;
    private RawPeer node;

    @BeforeEach
    void connect() throws Exception {
        Files.writeString(workspace.resolve("outside"), "untouched");
        OutputTarget.Folder folder = () -> LocalFolder.open(workspace.resolve("out"));
        OutputTarget.File file = () -> LocalFile.open(workspace.resolve("out.tar"));
        server = new ContextServer("agent evil", Map.of(), Map.of("folder", folder, "file", file), log::add);
        server.onClosed(cause -> ends.add(cause.getMessage()));
        node = new RawPeer(server.sink());
        server.start(node);
    }

    @AfterEach
    void leavesNothingUnfinished() throws Exception {
        Rig.await("all memory for outputs is given back", () -> server.pushes().available() == WindowPool.SIZE);
        server.close();
        Rig.await("threads end", () -> Rig.threadsOf("agent evil").isEmpty());
        assertThat(workspace.resolve("outside")).hasContent("untouched");
        assertThat(workspace.resolve("out.tar")).doesNotExist();
        try (var all = Files.walk(workspace)) {
            assertThat(all.filter(path -> path.getFileName().toString().endsWith(".part")))
                    .isEmpty();
        }
    }

    /** Operations as bytes. */
    private static final class Content {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);

        Content code(int code) throws IOException {
            out.writeByte(code);
            return this;
        }

        Content make(FileStat entry) throws IOException {
            code(PushOperation.MAKE.code());
            EntryCodec.writeFields(out, entry);
            return this;
        }

        Content append(String path, int declared, byte... piece) throws IOException {
            code(PushOperation.APPEND.code());
            Texts.write(out, path);
            out.writeInt(declared);
            out.write(piece);
            return this;
        }

        Content complete(String path) throws IOException {
            code(PushOperation.COMPLETE.code());
            Texts.write(out, path);
            return this;
        }

        Content finish() throws IOException {
            return code(PushOperation.FINISH.code());
        }
    }

    private void push(int id, String name, Content content) throws IOException {
        node.send(FrameType.PUSH, id, RawPeer.request(1, name));
        node.send(FrameType.DATA, id, RawPeer.block(content.bytes.toByteArray()));
    }

    private void assertRefused(String why) throws Exception {
        assertThat(node.next(FrameType.ERROR).text()).isEqualTo(why);
        Rig.await("it is logged", () -> log.size() == 1);
        assertThat(log).containsExactly("refused a request of agent evil: " + why);
    }

    private void assertLinkEnds(String why) throws Exception {
        Rig.await("the link ends", () -> ends.size() == 1 && node.isClosed());
        assertThat(ends).containsExactly(LOST + why + CURE);
        assertThat(log).containsExactly(LOST + why + CURE);
    }

    @Test
    void anUndeclaredOutputIsRefused() throws Exception {
        push(1, "/etc/cron.d/evil", new Content().append("", 1, (byte) 1).finish());
        assertRefused("no access allowed to output \"/etc/cron.d/evil\"");
        node.send(FrameType.END, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../outside", "/etc/passwd", "a/../../outside", "./file", "a//b", "file/"})
    void aPathThatLeavesTheFolderIsRefused(String path) throws Exception {
        push(1, "folder", new Content().make(new FileStat(path, 0644, 1, 0, "")).append(path, 1, (byte) 1));
        assertRefused("refused to write \"" + path
                + "\" of the build's result: it leads out of the folder or is not written plainly");
    }

    @Test
    void aPathThroughALinkIsRefused() throws Exception {
        FileStat link = new FileStat("way", 1 << 27 | 0777, 0, 0, "..");
        push(1, "folder", new Content().make(link).make(new FileStat("way/outside", 0644, 1, 0, "")));
        assertRefused("refused to write \"way/outside\" of the build's result: \"way\" is no folder of the result");
    }

    @Test
    void aLinkThatWasThereBeforeIsReplacedAndNotFollowed() throws Exception {
        Path target = Files.createDirectory(workspace.resolve("elsewhere"));
        Files.createDirectory(workspace.resolve("out"));
        Files.createSymbolicLink(workspace.resolve("out/way"), target);
        FileStat inside = new FileStat("way/file", 0644, 1, 0, "");
        push(
                1,
                "folder",
                new Content()
                        .make(new FileStat("way", 1 << 31 | 0755, 0, 0, ""))
                        .make(inside)
                        .append("way/file", 1, (byte) 1)
                        .complete("way/file")
                        .finish());
        node.send(FrameType.END, 1);
        assertThat(node.next(FrameType.END).id()).isEqualTo(1);
        assertThat(target).isEmptyDirectory();
        assertThat(Files.isRegularFile(workspace.resolve("out/way/file"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }

    @Test
    void aDeviceIsRefused() throws Exception {
        push(1, "folder", new Content().make(new FileStat("disk", 1 << 26 | 0666, 0, 0, "", 8, 0)));
        assertRefused("refused to write \"disk\" of the build's result: it is a device or a pipe");
    }

    @Test
    void aSecondNameOfAFileOutsideIsRefused() throws Exception {
        push(1, "folder", new Content().make(new FileStat("name", 0644, 1, 0, "../outside")));
        assertRefused("refused to write \"name\" of the build's result: it leads out of the folder or is not written"
                + " plainly");
    }

    @Test
    void moreAfterTheEndOfAnOutputEndsTheLink() throws Exception {
        push(1, "file", new Content().append("", 1, (byte) 1).finish().append("", 1, (byte) 2));
        assertLinkEnds("sent more of an output that it had finished");
    }

    @Test
    void anOutputThatIsNotFinishedEndsTheLink() throws Exception {
        push(1, "file", new Content().append("", 1, (byte) 1));
        node.send(FrameType.END, 1);
        assertLinkEnds("ended an output without finishing it");
    }

    @Test
    void anEmptyPushEndsTheLink() throws Exception {
        node.send(FrameType.PUSH, 1, RawPeer.request(1, "file"));
        node.send(FrameType.END, 1);
        assertLinkEnds("ended an output without finishing it");
    }

    @Test
    void halfAnOperationEndsTheLink() throws Exception {
        push(7, "file", new Content().append("", 100, (byte) 1));
        node.send(FrameType.END, 7);
        assertLinkEnds("sent an incomplete request 7");
    }

    @ParameterizedTest
    @ValueSource(ints = {65_537, Integer.MAX_VALUE, -1})
    void aPieceThatIsTooLargeEndsTheLink(int size) throws Exception {
        push(1, "file", new Content().append("", size));
        assertLinkEnds("sent a piece of " + Integer.toUnsignedString(size) + " bytes, where 65536 are allowed");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 255})
    void anUnknownOperationEndsTheLink(int code) throws Exception {
        push(1, "file", new Content().code(code));
        assertLinkEnds("sent an operation of the unknown type " + code);
    }

    @Test
    void contentOfAFileThatWasNotBegunEndsTheLink() throws Exception {
        push(1, "folder", new Content().append("file", 1, (byte) 1));
        assertLinkEnds("sent content of \"file\", which is no file that it has begun");
    }

    @Test
    void contentOfAFileThatIsCompleteEndsTheLink() throws Exception {
        push(1, "folder", new Content().make(FILE).complete("file").append("file", 1, (byte) 1));
        assertLinkEnds("sent content of \"file\", which is no file that it has begun");
    }

    @Test
    void aFolderWhoseFilesAreNotCompleteEndsTheLink() throws Exception {
        push(1, "folder", new Content().make(FILE).append("file", 1, (byte) 1).finish());
        node.send(FrameType.END, 1);
        assertLinkEnds("finished an output of which 1 files are not complete");
        assertThat(workspace.resolve("out")).isEmptyDirectory();
    }

    @Test
    void aFolderForAFileEndsTheLink() throws Exception {
        push(1, "file", new Content().make(FILE));
        assertLinkEnds("sent a folder for an output that is a file");
    }

    @Test
    void contentBeyondTheWindowEndsTheLinkAndNeverBlocks() throws Exception {
        node.send(FrameType.PUSH, 1, RawPeer.request(1, "file"));
        byte[] open = new Content().append("", 60_000).bytes.toByteArray();
        byte[] block = RawPeer.block(new byte[WindowPool.FIRST]);
        assertThatThrownBy(() -> {
                    node.send(FrameType.DATA, 1, RawPeer.block(open));
                    node.send(FrameType.DATA, 1, block);
                })
                .hasMessage(LOST + "sent more than it was allowed (request 1)" + CURE);
        assertLinkEnds("sent more than it was allowed (request 1)");
    }

    @Test
    void moreOutputsAtOnceThanThereIsMemoryForAreRefused() throws Exception {
        int room = WindowPool.SIZE / WindowPool.FIRST;
        for (int id = 1; id <= room + 1; id++) {
            node.send(FrameType.PUSH, id, RawPeer.request(1, "file"));
        }
        assertThat(node.next(FrameType.ERROR).text())
                .isEqualTo("Refused by the agent that has the build context: more outputs at once than there is memory"
                        + " for");
        for (int id = 1; id <= room; id++) {
            node.send(FrameType.CANCEL, id);
        }
        for (int id = 1; id <= room; id++) {
            node.next(FrameType.END);
        }
    }
}
