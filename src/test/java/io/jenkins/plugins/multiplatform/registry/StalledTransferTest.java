package io.jenkins.plugins.multiplatform.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.ImageManifest;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers that hold a transfer: they send or take a little now and then, or stop in the middle. */
@Timeout(90)
class StalledTransferTest {
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final int LARGE = 1 << 20;

    private ServerSocket server;
    private final CountDownLatch never = new CountDownLatch(1);

    private interface Answer {
        void to(Socket socket) throws Exception;
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        never.countDown();
        server.close();
    }

    private String host() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** To each connection the next answer; to all that follow the last one. */
    private void answer(Answer... answers) {
        Thread acceptor = new Thread(
                () -> {
                    for (int i = 0; !server.isClosed(); i = Math.min(i + 1, answers.length - 1)) {
                        try {
                            Socket socket = server.accept();
                            Answer answer = answers[i];
                            Thread thread = new Thread(() -> serve(socket, answer), "stalling-server");
                            thread.setDaemon(true);
                            thread.start();
                        } catch (IOException e) {
                            return;
                        }
                    }
                },
                "stalling-server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private static void serve(Socket socket, Answer answer) {
        try (socket) {
            // A connection that is closed with an unread request is reset, and the answer lost.
            for (int last = 0; last != 0x0d0a0d0a; ) {
                last = last << 8 | socket.getInputStream().read();
            }
            answer.to(socket);
        } catch (Exception e) {
            // The client has hung up, which is what the tests are about.
            return;
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static Answer whole(String head, byte[] body) {
        return socket -> {
            write(socket, "HTTP/1.1 " + head + "\r\nConnection: close\r\nContent-Length: " + body.length + "\r\n\r\n");
            socket.getOutputStream().write(body);
        };
    }

    /** A byte, and another one before the wait for it is over, and so on. */
    private void trickle(Socket socket) throws Exception {
        do {
            write(socket, "x");
        } while (!never.await(IDLE.toMillis() / 3, TimeUnit.MILLISECONDS));
    }

    private InputStream streamed() throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + host() + "/"))
                                .build(),
                        BoundedBody.streamed("h:1", IDLE))
                .body();
    }

    @Test
    void aStreamOfWhichNothingComesEnds() throws Exception {
        answer(socket -> {
            write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
            never.await();
        });
        try (InputStream body = streamed()) {
            assertThat(body.readNBytes(3)).asString(StandardCharsets.US_ASCII).isEqualTo("abc");
            assertThatThrownBy(body::read)
                    .isInstanceOf(StalledTransferException.class)
                    .hasMessage("h:1 has sent nothing for 1 seconds");
        }
    }

    @Test
    void aStreamThatTricklesEnds() throws Exception {
        answer(socket -> {
            write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            trickle(socket);
        });
        try (InputStream body = streamed()) {
            assertThatThrownBy(body::readAllBytes)
                    .isInstanceOf(StalledTransferException.class)
                    .hasMessage("h:1 sends less than 1024 bytes a second");
        }
    }

    @Test
    void aStreamThatBreaksOffFails() throws Exception {
        answer(socket -> write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"));
        try (InputStream body = streamed()) {
            assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aStreamIsReadToItsEnd() throws Exception {
        byte[] content = new byte[LARGE];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31 >> 3);
        }
        answer(whole("200 OK", content));
        try (InputStream body = streamed()) {
            assertThat(body.read()).isEqualTo(content[0] & 0xff);
            assertThat(body.readAllBytes()).isEqualTo(java.util.Arrays.copyOfRange(content, 1, content.length));
            assertThat(body.read()).isEqualTo(-1);
        }
    }

    @Test
    void anInterruptEndsARead() throws Exception {
        answer(socket -> {
            write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
            never.await();
        });
        InputStream body = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + host() + "/"))
                                .build(),
                        BoundedBody.streamed("h:1", Duration.ofMinutes(10)))
                .body();
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                body.read();
                end.complete(null);
            } catch (Throwable e) {
                end.complete(e);
            }
        });
        reader.start();
        reader.interrupt();
        assertThat(end.get()).isInstanceOf(InterruptedIOException.class);
        body.close();
    }

    @Test
    void aRequestOfWhichNextToNothingIsTakenEnds() throws Exception {
        AtomicLong taken = new AtomicLong();
        answer(socket -> never.await());
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + host() + "/")).build();
        Duration round = Duration.ofMillis(200);
        assertThatThrownBy(() -> new HttpSender(RegistrySettings.standard())
                        .send(request, BodyHandlers.ofByteArray(), round, taken::incrementAndGet))
                .isInstanceOf(StalledTransferException.class)
                .hasMessage(host() + " takes less than 1024 bytes a second");
    }

    @Test
    void aBlobThatTricklesDoesNotHoldACopy() throws Exception {
        byte[] config = new byte[LARGE];
        ContentDescriptor blob = ContentDescriptor.of(MediaTypes.OCI_CONFIG, Digest.of(config), config.length);
        ImageManifest manifest = ImageManifest.of(MediaTypes.OCI_MANIFEST, blob, List.of(), Map.of());
        try (ScriptedServer to = new ScriptedServer()) {
            answer(whole("200 OK\r\nContent-Type: " + MediaTypes.OCI_MANIFEST, manifest.content()), socket -> {
                write(socket, "HTTP/1.1 200 OK\r\nContent-Length: " + config.length + "\r\n\r\n");
                trickle(socket);
            });
            to.answer("404 Not Found", "");
            for (int i = 0; i < 8; i++) {
                to.answer("404 Not Found", "").answer("202 Accepted\nLocation: /up?id=" + i, "");
            }
            Duration pause = Duration.ofMillis(2);
            RegistrySettings settings = RegistrySettings.standard()
                    .withPlainHttp(host())
                    .withPlainHttp(to.host())
                    .withRetries(new RetryPolicy(2, 2, pause, pause, pause, IDLE, Duration.ofSeconds(10)));
            RegistryClient client = new RegistryClient(settings, CredentialSource.anonymous());
            assertThatThrownBy(() -> client.copyManifest(
                            Reference.parseNormalized(host() + "/app:1"),
                            Reference.parseNormalized(to.host() + "/copy")))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageStartingWith("Tried to copy blob " + blob.digest())
                    .hasMessageEndingWith("but failed because: " + host() + " sends less than 1024 bytes a second");
        }
    }
}
