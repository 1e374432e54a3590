package io.jenkins.plugins.multiplatform.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradeDialerTest extends DialerTck {
    static final String SWITCHED = "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n";

    @TempDir
    Path folder;

    private Path socket() {
        return folder.resolve("s");
    }

    @Override
    LoopbackServer serve(LoopbackServer.Script script) throws Exception {
        return LoopbackServer.unix(socket(), connection -> {
            request(connection);
            write(connection, SWITCHED);
            script.run(connection);
        });
    }

    @Override
    StreamDialer dialer() {
        return new UpgradeDialer(new UnixDialer(socket()), UpgradeDialer.GRPC);
    }

    static String request(DuplexStream connection) throws IOException {
        StringBuilder request = new StringBuilder();
        while (!request.toString().endsWith("\r\n\r\n")) {
            int next = connection.in().read();
            if (next < 0) {
                throw new IOException("no request");
            }
            request.append((char) next);
        }
        return request.toString();
    }

    static void write(DuplexStream connection, String text) throws IOException {
        connection.out().write(text.getBytes(StandardCharsets.ISO_8859_1));
        connection.out().flush();
    }

    /** Answers each request with these bytes, then waits for the client to let go. */
    private LoopbackServer answering(String answer) throws Exception {
        return LoopbackServer.unix(socket(), connection -> {
            request(connection);
            write(connection, answer);
            drain(connection);
        });
    }

    private AbstractThrowableAssert<?, ?> failure(String answer) throws Exception {
        try (LoopbackServer one = answering(answer)) {
            return assertThatThrownBy(() -> dialer().dial());
        }
    }

    private String tried() {
        return "Tried to upgrade POST /grpc on unix://" + socket() + " to h2c, but ";
    }

    @Test
    void asksAsTheEngineWantsIt() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        try (LoopbackServer one = LoopbackServer.unix(socket(), connection -> {
                    seen.complete(request(connection));
                    write(connection, SWITCHED);
                    drain(connection);
                });
                DuplexStream stream = dialer().dial()) {
            assertThat(seen.get())
                    .startsWith("POST /grpc HTTP/1.1\r\nHost: ")
                    .contains("\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n");
        }
    }

    @Test
    void losesNothingThatComesRightBehindTheAnswer() throws Exception {
        try (LoopbackServer one = answering(SWITCHED + "\0\0\0\4first");
                DuplexStream stream = dialer().dial()) {
            assertThat(stream.in().readNBytes(9)).isEqualTo("\0\0\0\4first".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void anEngineWithoutBuildKitIsNamed() throws Exception {
        failure("HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: 29\r\n\r\n"
                        + "{\"message\":\"page not found\"}\n")
                .isInstanceOfSatisfying(
                        UpgradeRefusedException.class,
                        e -> assertThat(e.status()).isEqualTo(404))
                .hasMessage(
                        tried() + "it answered 404 Not Found: page not found. This engine has no BuildKit: use Docker"
                                + " Engine 18.09 or later with Linux containers, or a remote BuildKit.");
    }

    @Test
    void aProxysRefusalIsQuotedInOneShortLine() throws Exception {
        failure("HTTP/1.1 403 Forbidden\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + "6\r\n"
                        + "<html>\r\n"
                        + "4\r\n\n"
                        + "no\u0007\r\n"
                        + "0\r\n\r\n")
                .hasMessage(
                        tried() + "it answered 403 Forbidden: <html> no. Something in front of the engine refuses it:"
                                + " a proxy for the Docker socket has to allow POST /grpc.");
        failure("HTTP/1.0 502 Bad Gateway\r\nContent-Length: 2000\r\n\r\n" + "x".repeat(2000))
                .hasMessage(tried() + "it answered 502 Bad Gateway: " + "x".repeat(500) + "...");
    }

    @Test
    void anAnswerThatIsNotHttpIsQuoted() throws Exception {
        failure("\0\0\u0012\4\0\n").hasMessage(tried() + "the answer isn't HTTP/1.1: it begins with \"\".");
        failure("SSH-2.0-OpenSSH\r\n\r\n")
                .hasMessage(tried() + "the answer isn't HTTP/1.1: it begins with \"SSH-2.0-OpenSSH\".");
        failure("HTTP/1.1 101 OK\r\nUpgrade: tcp\r\n\r\n").hasMessage(tried() + "the answer 101 upgrades to \"tcp\".");
    }

    @Test
    void nothingThatMovesATerminalsCursorIsQuoted() throws Exception {
        String evil = "\u001b]0;owned\u0007\u009b2J\rFinished: SUCCESS";
        String harmless = "]0;owned 2J Finished: SUCCESS";
        failure(evil + "\r\n\r\n")
                .hasMessage(tried() + "the answer isn't HTTP/1.1: it begins with \"" + harmless + "\".");
        failure("HTTP/1.1 101 OK\r\nUpgrade: " + evil + "\r\n\r\n")
                .hasMessage(tried() + "the answer 101 upgrades to \"" + harmless + "\".");
        failure("HTTP/1.1 500 " + evil + "\r\nContent-Length: 4\r\n\r\n\u00c2\u009bno")
                .hasMessageStartingWith(tried() + "it answered 500 " + harmless + ": no. Something between");
    }

    @Test
    void anEndlessHeaderIsCutOff() throws Exception {
        failure("HTTP/1.1 101 OK\r\n" + "a: b\r\n".repeat(10_000))
                .hasMessage(tried() + "the answer's header is larger than 16384 bytes.");
    }

    @Test
    void aSilentEngineEndsInTime() throws Exception {
        try (LoopbackServer one = LoopbackServer.unix(socket(), DialerTck::drain)) {
            assertThatThrownBy(() -> new UpgradeDialer(
                                    new UnixDialer(socket()), UpgradeDialer.GRPC, List.of(), Duration.ofMillis(200))
                            .dial())
                    .isInstanceOf(TransportException.class)
                    .hasMessage(tried().replace(", but ", "") + ", but got no answer within 0.2 s.");
        }
    }

    @Test
    void anEngineThatHangsUpIsNamed() throws Exception {
        try (LoopbackServer one = LoopbackServer.unix(socket(), connection -> request(connection))) {
            assertThatThrownBy(() -> dialer().dial())
                    .hasMessage(tried() + "the connection ended inside the answer's header.");
        }
    }
}
