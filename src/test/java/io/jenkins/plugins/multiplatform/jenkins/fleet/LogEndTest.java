package io.jenkins.plugins.multiplatform.jenkins.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.util.StreamTaskListener;
import io.jenkins.plugins.multiplatform.job.SecretMask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Lines of an agent in the run's log, however they are cut on their way, and whoever sends them. */
class LogEndTest {
    private final ByteArrayOutputStream run = new ByteArrayOutputStream();
    private final SecretMask mask = new SecretMask(
            values -> Pattern.compile(values.stream().map(Pattern::quote).collect(Collectors.joining("|"))));
    private final LogEnd end = new LogEnd(new StreamTaskListener(run, StandardCharsets.UTF_8), mask);

    @Test
    void joinsWhatIsCutInTheMiddleOfALetter() {
        byte[] line = "[linux/arm64] größer\n".getBytes(StandardCharsets.UTF_8);
        for (byte one : line) {
            end.write(new byte[] {one}, 0, 1);
        }
        assertThat(log()).isEqualTo("[linux/arm64] größer" + System.lineSeparator());
    }

    @Test
    void showsALineWithoutAnEndWhenItIsClosed() {
        send("last words");
        assertThat(log()).isEmpty();
        end.close();
        assertThat(log()).isEqualTo("last words" + System.lineSeparator());
    }

    @Test
    void hearsNothingAfterTheEnd() {
        end.close();
        send("from an agent that was thought lost\n");
        end.close();
        assertThat(log()).isEmpty();
    }

    @Test
    void keepsNoMoreThanALineOfSixtyFourKilobytes() {
        for (int i = 0; i < 3; i++) {
            send("x".repeat(64 << 10));
        }
        assertThat(log().lines()).hasSize(3).allSatisfy(line -> assertThat(line).hasSize(64 << 10));
    }

    @Test
    void hidesASecretThatComesInPieces() {
        mask.add("hunter2");
        send("#7 0.1 hun");
        send("te");
        send("r2 and more\n");
        assertThat(log()).isEqualTo("#7 0.1 **** and more" + System.lineSeparator());
    }

    @Test
    void hidesASecretWhereALongLineIsCut() {
        mask.add("hunter2");
        for (int before = (64 << 10) - 9; before < (64 << 10) + 3; before++) {
            send("x".repeat(before) + "hunter2" + "y".repeat(20) + "\n");
        }
        assertThat(log())
                .contains("****")
                .doesNotContain("hun")
                .doesNotContain("xter2")
                .doesNotContain("ter2");
    }

    @Test
    void hidesALongLineThatHoldsNothingElse() {
        mask.add("hunter2");
        send("hunter2".repeat(50_000) + "\n");
        assertThat(log().lines()).hasSizeGreaterThan(4).containsOnly("****");
    }

    @Test
    void cutsNoLetterOfALongLine() {
        for (String letter : new String[] {"ß", "€", "😀"}) {
            for (int before = 0; before < 5; before++) {
                send("x".repeat(before) + letter.repeat(40_000) + "\n");
            }
        }
        assertThat(log().replaceAll("[\r\n]", "")).matches("(x*ß{40000}){5}(x*€{40000}){5}(x*(😀){40000}){5}");
    }

    @Test
    void hidesASecretThatIsHandedOutMeanwhile() {
        send("hunter2\nhun");
        mask.add("hunter2");
        send("ter2\n");
        assertThat(log().lines()).containsExactly("hunter2", "****");
    }

    @Test
    void showsColoursAndNothingElseThatControlsTerminals() {
        send("\u001b[31mred\u001b[0m\u001b[2J\0\u009b\u202e\r\n\u001b[8mha:x\n");
        assertThat(log().lines()).containsExactly("\u001b[31mred\u001b[0m\uFFFD[2J\uFFFD\uFFFD\uFFFD", "\uFFFD[8mha:x");
    }

    @Test
    void waitsForTheLastWordsOfTheOtherSide() throws Exception {
        Thread other = new Thread(() -> {
            send("last words\n");
            end.close();
        });
        other.start();
        end.closeWithin(Duration.ofMinutes(1));
        assertThat(log()).isEqualTo("last words" + System.lineSeparator());
        other.join();
    }

    @Test
    void hearsNothingMoreOfAnOtherSideThatDoesNotEnd() {
        end.closeWithin(Duration.ofMillis(1));
        send("of a run that is over\n");
        assertThat(log()).isEmpty();
    }

    @Test
    void isClosedWithTheBuildThatItWasOfferedFor() throws Exception {
        OfferedLog offered = new OfferedLog(new StreamTaskListener(run, StandardCharsets.UTF_8), mask);
        LogEnd opened = offered.open();
        opened.write("refused a request\n".getBytes(StandardCharsets.UTF_8));
        opened.close();
        offered.close();
        opened.write("too late\n".getBytes(StandardCharsets.UTF_8));
        assertThat(log()).isEqualTo("refused a request" + System.lineSeparator());
        assertThatThrownBy(offered::open)
                .isInstanceOf(IOException.class)
                .hasMessage("the build that it is for has ended");
    }

    private void send(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        end.write(bytes, 0, bytes.length);
    }

    private String log() {
        return run.toString(StandardCharsets.UTF_8);
    }
}
