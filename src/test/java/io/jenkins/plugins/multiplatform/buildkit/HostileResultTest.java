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
import io.jenkins.plugins.multiplatform.buildkit.output.LocalFile;
import io.jenkins.plugins.multiplatform.buildkit.output.LocalFolder;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.buildkit.wire.fsutil.Packet;
import io.jenkins.plugins.multiplatform.buildkit.wire.fsutil.Stat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A daemon that sends what would be written elsewhere: nothing is, and it is told why. */
@Timeout(30)
class HostileResultTest {
    private static final int SECONDS = 20;
    private static final int FOLDER = 1 << 31 | 0755;
    private static final int LINK = 1 << 27 | 0777;
    private static final int FILE = 0644;

    private static final MethodDescriptor<Packet, Packet> DIFF_COPY = MethodDescriptor.<Packet, Packet>newBuilder()
            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
            .setFullMethodName("moby.filesync.v1.FileSend/DiffCopy")
            .setRequestMarshaller(ProtoUtils.marshaller(Packet.getDefaultInstance()))
            .setResponseMarshaller(ProtoUtils.marshaller(Packet.getDefaultInstance()))
            .build();

    @TempDir
    private Path folder;

    private final BlockingQueue<Packet> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<Status> ends = new LinkedBlockingQueue<>();
    private Path out;
    private DaemonDouble daemon;
    private StreamObserver<Packet> call;

    @BeforeEach
    void beginATransfer() throws Exception {
        out = folder.resolve("out");
        Files.writeString(folder.resolve("outside"), "untouched");
        OutputTarget.Folder target = () -> LocalFolder.open(out);
        OutputTarget.File file = () -> LocalFile.open(folder.resolve("file.tar"));
        daemon = new DaemonDouble(new SessionServices(Map.of(), CredentialSource.anonymous(), "key")
                .withOutputs(Map.of(0, target, 1, file)));
        call = ClientCalls.asyncBidiStreamingCall(
                daemon.session().newCall(DIFF_COPY, CallOptions.DEFAULT), new StreamObserver<>() {
                    @Override
                    public void onNext(Packet packet) {
                        answers.add(packet);
                    }

                    @Override
                    public void onError(Throwable t) {
                        ends.add(Status.fromThrowable(t));
                    }

                    @Override
                    public void onCompleted() {
                        ends.add(Status.OK);
                    }
                });
    }

    @AfterEach
    void nothingElseWasTouched() throws IOException {
        daemon.close();
        assertThat(folder.resolve("outside")).hasContent("untouched");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsOnly("out", "outside");
        }
    }

    private void sends(String path, int mode, String linkname) {
        call.onNext(Packet.newBuilder()
                .setType(Packet.PacketType.PACKET_STAT)
                .setStat(Stat.newBuilder().setPath(path).setMode(mode).setLinkname(linkname))
                .build());
    }

    private void sendsData(int id, String text) {
        call.onNext(Packet.newBuilder()
                .setType(Packet.PacketType.PACKET_DATA)
                .setID(id)
                .setData(ByteString.copyFromUtf8(text))
                .build());
    }

    private void isRefused(String why) throws InterruptedException {
        Packet answer = answers.poll(SECONDS, TimeUnit.SECONDS);
        while (answer != null && answer.getType() == Packet.PacketType.PACKET_REQ) {
            answer = answers.poll(SECONDS, TimeUnit.SECONDS);
        }
        assertThat(answer).isNotNull();
        assertThat(answer.getType()).isEqualTo(Packet.PacketType.PACKET_ERR);
        assertThat(answer.getData().toStringUtf8()).isEqualTo(why);
    }

    private Path real() throws IOException {
        return folder.toRealPath().resolve("out");
    }

    private List<String> written() throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            return files.skip(1)
                    .map(file -> out.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "..", "/etc/mpb", "a/../../outside", "./a", "a/", "a//b", "."})
    void pathsThatLeadOut(String path) throws Exception {
        sends("a", FOLDER, "");
        sends(path, FILE, "");
        isRefused("refused to write \"" + path
                + "\" of the build's result: it leads out of the folder or is not written plainly");
        assertThat(written()).containsExactly("a");
    }

    @Test
    void noPathAtAll() throws Exception {
        sends("", FILE, "");
        isRefused("refused to write \"\" of the build's result: that is no path");
    }

    @Test
    void aFileBehindALinkThatWasSentBefore() throws Exception {
        sends("link", LINK, "..");
        sends("link/outside", FILE, "");
        isRefused("refused to write \"link/outside\" of the build's result: \"link\" is no folder of the result");
        assertThat(written()).containsExactly("link");
    }

    @Test
    void aFileBehindALinkThatTakesAFoldersPlace() throws Exception {
        sends("a", FOLDER, "");
        sends("a", LINK, "..");
        isRefused("refused to write \"a\" of the build's result: it was sent before");
        assertThat(Files.isSymbolicLink(out.resolve("a"))).isFalse();
    }

    @Test
    void aFileBehindALinkThatWasThereBefore() throws Exception {
        sends("b", FOLDER, "");
        sends("b/file", FILE, "");
        assertThat(answers.poll(SECONDS, TimeUnit.SECONDS)).isNotNull();
        Files.delete(out.resolve("b"));
        Files.createSymbolicLink(out.resolve("b"), folder);
        sendsData(1, "");
        isRefused("Tried to write " + real().resolve("b/file") + ", but failed because: " + real().resolve("b")
                + " is no folder any more");
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 26, 1 << 26 | 1 << 21, 1 << 25})
    void devicesAndPipes(int kind) throws Exception {
        sends("null", kind | 0666, "");
        isRefused("refused to write \"null\" of the build's result: it is a device or a pipe");
        assertThat(written()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "/etc/passwd"})
    void otherNamesOfFilesElsewhere(String target) throws Exception {
        sends("name", FILE, target);
        isRefused("refused to write \"name\" of the build's result: it leads out of the folder or is not written"
                + " plainly");
        assertThat(written()).isEmpty();
    }

    @Test
    void otherNamesOfLinks() throws Exception {
        sends("link", LINK, "../outside");
        sends("name", FILE, "link");
        isRefused("refused to write \"name\" of the build's result: \"link\", whose other name it is, is no file of the"
                + " result");
    }

    @Test
    void aFileInPlaceOfAFolderThatWasThere() throws Exception {
        Files.createDirectories(out.resolve("data/precious"));
        sends("data", FILE, "");
        isRefused("Tried to write " + real().resolve("data")
                + ", but failed because: there is a folder where the result has a file");
        assertThat(out.resolve("data/precious")).isDirectory();
    }

    @Test
    void contentThatNobodyAskedFor() throws Exception {
        sendsData(7, "x");
        isRefused("invalid file request 7");
    }

    @Test
    void aFolderThatCannotBeMade() throws Exception {
        Files.writeString(out, "a file");
        sends("a", FILE, "");
        isRefused("Tried to write " + out + ", but failed because: there is a file of that name");
    }

    @Test
    void moreFilesAtOnceThanAnybodyReads() throws Exception {
        for (int i = 0; i < 65; i++) {
            sends("f" + (100 + i), FILE, "");
            sendsData(i, "x");
        }
        isRefused("Tried to write " + real().resolve("f164")
                + ", but failed because: the daemon sends more than 64 files at once");
        assertThat(written()).as("unfinished files").isEmpty();
    }

    @Test
    void anEndInTheMiddle() throws Exception {
        sends("file", FILE, "");
        sendsData(0, "half");
        call.onCompleted();
        isRefused("the daemon ended the transfer before it was complete");
        assertThat(written()).isEmpty();
    }

    @Test
    void aConnectionThatBreaksInTheMiddle() throws Exception {
        sends("file", FILE, "");
        sendsData(0, "half");
        assertThat(answers.poll(SECONDS, TimeUnit.SECONDS)).isNotNull();
        call.onError(Status.CANCELLED.asRuntimeException());
        assertThat(ends.poll(SECONDS, TimeUnit.SECONDS)).isNotNull();
        daemon.close();
        assertThat(written()).isEmpty();
    }

    @Test
    void linksAreWrittenAsTheyAreAndNotFollowed() throws Exception {
        sends("link", LINK, "../outside");
        call.onNext(Packet.newBuilder().setType(Packet.PacketType.PACKET_STAT).build());
        assertThat(answers.poll(SECONDS, TimeUnit.SECONDS))
                .extracting(Packet::getType)
                .isEqualTo(Packet.PacketType.PACKET_FIN);
        call.onNext(Packet.newBuilder().setType(Packet.PacketType.PACKET_FIN).build());
        assertThat(ends.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo(Status.OK);
        assertThat(Files.readSymbolicLink(out.resolve("link"))).hasToString("../outside");
        assertThat(Files.exists(out.resolve("link"), LinkOption.NOFOLLOW_LINKS)).isTrue();
    }
}
