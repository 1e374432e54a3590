package io.jenkins.plugins.multiplatform.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.transport.Endpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Engines whose answer does not end, or is none. */
@Timeout(60)
class EngineInfoTest {
    private ServerSocket server;
    private final CountDownLatch hungUp = new CountDownLatch(1);

    private interface Answer {
        void write(OutputStream out) throws Exception;
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Endpoint endpoint() throws Exception {
        return Endpoint.parse("tcp://127.0.0.1:" + server.getLocalPort());
    }

    private void answer(Answer answer) {
        Thread thread = new Thread(
                () -> {
                    try (Socket socket = server.accept()) {
                        for (int last = 0; last != 0x0d0a0d0a; ) {
                            last = last << 8 | socket.getInputStream().read();
                        }
                        answer.write(socket.getOutputStream());
                    } catch (Exception e) {
                        hungUp.countDown();
                    }
                },
                "engine-double");
        thread.setDaemon(true);
        thread.start();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String json(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n" + body;
    }

    @Test
    void readsWhatItSaysAndNoControlCharacters() throws Exception {
        answer(out -> write(
                out,
                json("{\"ID\":\"x\",\"ServerVersion\":\"29\\u001b[31m\",\"OSType\":\"linux\",\"Architecture\":7,"
                        + "\"Other\":{}}")));
        assertThat(EngineInfo.of(endpoint())).isEqualTo(new EngineInfo("x", "29 [31m", "linux", "7"));
    }

    @Test
    void anAnswerThatTricklesHasATimeLimitAndTheConnectionEndsWithIt() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        answer(out -> {
            write(out, json("{"));
            while (!never.await(50, TimeUnit.MILLISECONDS)) {
                write(out, " ");
            }
        });
        assertThatThrownBy(() -> EngineInfo.of(endpoint(), Duration.ofSeconds(1)))
                .isInstanceOf(DriverException.class)
                .hasMessage("Docker Engine at " + endpoint() + " did not tell what it is within 1 s");
        assertThat(hungUp.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anAnswerThatNeverEndsIsReadUpToALimit() {
        answer(out -> {
            write(out, json("{\"ID\":\""));
            while (true) {
                write(out, "x".repeat(10_000));
            }
        });
        assertThatThrownBy(() -> EngineInfo.of(endpoint()))
                .isInstanceOf(DriverException.class)
                .hasMessageEndingWith("refused to tell what it is: its answer has more than 1048576 bytes");
    }

    @Test
    void anAnswerThatIsNoneIsQuoted() {
        answer(out -> write(out, json("hello\n{")));
        assertThatThrownBy(() -> EngineInfo.of(endpoint()))
                .isInstanceOf(DriverException.class)
                .hasMessageEndingWith("refused to tell what it is: its answer can't be read: hello {");
    }
}
