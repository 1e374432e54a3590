package io.jenkins.plugins.multiplatform.jenkins.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.StreamTaskListener;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Lines of an agent in the run's log, however they are cut on their way, and whoever sends them. */
class LogEndTest {
    private final ByteArrayOutputStream run = new ByteArrayOutputStream();
    private final LogEnd end = new LogEnd(new StreamTaskListener(run, StandardCharsets.UTF_8));

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

    private void send(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        end.write(bytes, 0, bytes.length);
    }

    private String log() {
        return run.toString(StandardCharsets.UTF_8);
    }
}
