package io.jenkins.plugins.multiplatform.buildkit.progress;

import static io.jenkins.plugins.multiplatform.buildkit.progress.Statuses.done;
import static io.jenkins.plugins.multiplatform.buildkit.progress.Statuses.log;
import static io.jenkins.plugins.multiplatform.buildkit.progress.Statuses.message;
import static io.jenkins.plugins.multiplatform.buildkit.progress.Statuses.running;
import static io.jenkins.plugins.multiplatform.buildkit.progress.Statuses.transfer;
import static io.jenkins.plugins.multiplatform.buildkit.progress.Statuses.waiting;
import static io.jenkins.plugins.multiplatform.buildkit.progress.Statuses.warning;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.buildkit.wire.control.StatusResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scripted status messages in, plain text out. */
class PlainProgressTest {
    private static List<String> text(StatusResponse... messages) {
        List<String> lines = new ArrayList<>();
        PlainProgress progress = new PlainProgress(lines::add);
        StatusReader reader = new StatusReader(progress);
        for (StatusResponse message : messages) {
            reader.read(message);
        }
        reader.end();
        progress.end();
        return lines;
    }

    @Test
    void numbersStepsInTheOrderOfTheirStart() {
        assertThat(text(
                        message(waiting("z", "[1/2] FROM alpine"), waiting("a", "[2/2] RUN make")),
                        message(running("a", "[2/2] RUN make", 0)),
                        message(running("z", "[1/2] FROM alpine", 10)),
                        message(done("z", "[1/2] FROM alpine", 10, 110)),
                        message(done("a", "[2/2] RUN make", 0, 1500))))
                .containsExactly("#1 [2/2] RUN make", "#2 [1/2] FROM alpine", "#2 DONE 0.1s", "#1 DONE 1.5s");
    }

    @Test
    void saysOnceWhatTheDaemonRepeats() {
        StatusResponse end = message(done("a", "step", 0, 100));
        assertThat(text(message(running("a", "step", 0)), message(running("a", "step", 0)), end, end, end))
                .containsExactly("#1 step", "#1 DONE 0.1s");
    }

    @Test
    void aStepThatOnlyStartsAgainIsNotShownTwice() {
        assertThat(text(
                        message(done("a", "unpack", 0, 100)),
                        message(running("a", "unpack", 200)),
                        message(done("a", "unpack", 200, 300))))
                .containsExactly("#1 unpack", "#1 DONE 0.2s");
    }

    @Test
    void aStepThatWritesAfterItsEndEndsAgain() {
        assertThat(text(
                        message(done("a", "unpack", 0, 100)),
                        message(running("b", "next", 150)),
                        message(running("a", "unpack", 200)),
                        log("a", 250, "late\n"),
                        message(done("a", "unpack", 200, 300))))
                .containsExactly("#1 unpack", "#1 DONE 0.1s", "#2 next", "#1 0.050 late", "#1 DONE 0.2s");
    }

    @Test
    void showsWhatCameWithAnEndBeforeIt() {
        StatusResponse all = message(done("a", "step", 0, 100)).toBuilder()
                .mergeFrom(log("a", 50, "text\n"))
                .mergeFrom(warning("a", "beware"))
                .build();
        assertThat(text(all)).containsExactly("#1 step", "#1 0.050 text", "#1 WARN: beware", "#1 DONE 0.1s");
    }

    @Test
    void joinsPiecesToLinesAndCountsFromTheFirst() {
        assertThat(text(
                        message(running("a", "step", 0)),
                        log("a", 10, "on"),
                        log("a", 20, "e\ntw"),
                        log("a", 30, "o\n\nlast"),
                        message(done("a", "step", 0, 40))))
                .containsExactly(
                        "#1 step", "#1 0.010 one", "#1 0.020 two", "#1 0.030 ", "#1 0.030 last", "#1 DONE 0.0s");
    }

    @Test
    void keepsACharacterWhole() {
        byte[] bytes = "äß€😀\n".getBytes(StandardCharsets.UTF_8);
        List<StatusResponse> messages = new ArrayList<>(List.of(message(running("a", "step", 0))));
        for (byte single : bytes) {
            messages.add(log("a", 10, 1, new byte[] {single}));
        }
        assertThat(text(messages.toArray(StatusResponse[]::new))).containsExactly("#1 step", "#1 0.010 äß€😀");
    }

    @Test
    void bytesThatAreNoTextDoNotHoldUpWhatFollows() {
        assertThat(text(
                        message(running("a", "step", 0)),
                        log("a", 10, 1, new byte[] {(byte) 0xff, (byte) 0x80, (byte) 0xc3}),
                        log("a", 20, "x\n")))
                .containsExactly("#1 step", "#1 0.010 \uFFFD\uFFFD\uFFFDx");
    }

    @Test
    void ofALineThatWasWrittenOverShowsTheLastState() {
        assertThat(text(message(running("a", "step", 0)), log("a", 10, "10%\r50%\r100%\r\nready\r\n")))
                .containsExactly("#1 step", "#1 0.010 100%", "#1 0.010 ready");
    }

    @Test
    void cutsALineThatNeverEnds() {
        List<String> lines =
                text(message(running("a", "step", 0)), log("a", 10, "x".repeat(70_000)), log("a", 20, "y\n"));
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).hasSize("#1 0.010 ".length() + 70_000);
        assertThat(lines.get(2)).isEqualTo("#1 0.020 y");
    }

    @Test
    void keepsTheWidthOfTheClock() {
        assertThat(text(
                        message(running("a", "step", 0)),
                        log("a", 9_999, "a\n"),
                        log("a", 10_000, "b\n"),
                        log("a", 99_990, "c\n"),
                        log("a", 100_000, "d\n"),
                        log("a", 3_600_000, "e\n")))
                .containsExactly("#1 step", "#1 9.999 a", "#1 10.00 b", "#1 99.99 c", "#1 100.0 d", "#1 3600.0 e");
    }

    @Test
    void outputFromBeforeTheStartCountsAsItsBeginning() {
        assertThat(text(message(running("a", "step", 100)), log("a", 50, "early\n")))
                .containsExactly("#1 step", "#1 0.000 early");
    }

    @Test
    void tellsHowAStepEnded() {
        assertThat(text(
                        message(done("a", "one", 0, 0).setCached(true)),
                        message(done("b", "two", 0, 10).setError("process \"false\" did not complete: exit code: 1")),
                        message(done("c", "three", 0, 10).setError("failed to load: context canceled"))))
                .containsExactly(
                        "#1 one",
                        "#1 CACHED",
                        "#2 two",
                        "#2 ERROR: process \"false\" did not complete: exit code: 1",
                        "#3 three",
                        "#3 CANCELED",
                        "------",
                        " > two:",
                        "------");
    }

    @Test
    void repeatsTheLastLinesOfWhatFailed() {
        StringBuilder output = new StringBuilder();
        for (int i = 1; i <= 11; i++) {
            output.append("line ").append(i).append('\n');
        }
        assertThat(text(
                        message(running("a", "[2/2] RUN make", 0)),
                        log("a", 10, output.toString()),
                        message(done("a", "[2/2] RUN make", 0, 20).setError("exit code: 3"))))
                .endsWith(
                        "#1 ERROR: exit code: 3",
                        "------",
                        " > [2/2] RUN make:",
                        "0.010 line 2",
                        "0.010 line 3",
                        "0.010 line 4",
                        "0.010 line 5",
                        "0.010 line 6",
                        "0.010 line 7",
                        "0.010 line 8",
                        "0.010 line 9",
                        "0.010 line 10",
                        "0.010 line 11",
                        "------");
    }

    @Test
    void showsATransferWhenItEnds() {
        assertThat(text(
                        message(running("a", "context", 0)),
                        message(transfer("a", "transferring context:", 10, 0, 0)),
                        message(transfer("a", "transferring context:", 900, 0, 0)),
                        message(transfer("a", "transferring context:", 1_234_567, 0, 0)
                                .setCompleted(Statuses.at(2_000))),
                        message(transfer("a", "resolve", 0, 0, 0).setCompleted(Statuses.at(100)))))
                .containsExactly("#1 context", "#1 transferring context: 1.23MB 2.0s done", "#1 resolve 0.1s done");
    }

    @Test
    void writesSizesAsBuildKitDoes() {
        assertThat(text(
                        message(running("a", "s", 0)),
                        message(
                                transfer("a", "0", 0, 5, 0).setCompleted(Statuses.at(20)),
                                ended("a", "a", 1),
                                ended("a", "b", 999),
                                ended("a", "c", 1000),
                                ended("a", "d", 5_250_000),
                                ended("a", "e", 1_000_000_000L),
                                ended("a", "f", 7_000_000_000_000_000L))))
                .containsExactly(
                        "#1 s",
                        "#1 0 0B / 5B 0.0s done",
                        "#1 a 1B / 1B done",
                        "#1 b 999B / 999B done",
                        "#1 c 1.00kB / 1.00kB done",
                        "#1 d 5.25MB / 5.25MB done",
                        "#1 e 1.00GB / 1.00GB done",
                        "#1 f 7000.00TB / 7000.00TB done");
    }

    private static io.jenkins.plugins.multiplatform.buildkit.wire.control.VertexStatus.Builder ended(
            String digest, String id, long bytes) {
        return transfer(digest, id, bytes, bytes, 0).setCompleted(Statuses.at(0));
    }
}
