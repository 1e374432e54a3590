package io.jenkins.plugins.multiplatform.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers of repositories whose answer does not end, or ends elsewhere. */
@Timeout(120)
class GitServerLimitsTest {
    private static final String COMMIT = "0123456789012345678901234567890123456789";
    private static final String REF = packet(COMMIT + " refs/heads/main\n");
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-advertisement\r\n"
                    + "Connection: close\r\n\r\n001e# service=git-upload-pack\n0000";

    private ServerSocket server;
    private final CompletableFuture<String> request = new CompletableFuture<>();
    private final CountDownLatch asked = new CountDownLatch(1);

    private static String packet(String line) {
        return String.format("%04x%s", line.length() + 4, line);
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private interface Answer {
        void write(OutputStream out) throws Exception;
    }

    private void answer(Answer answer) {
        Thread thread = new Thread(
                () -> {
                    try (Socket socket = server.accept()) {
                        request.complete(new BufferedReader(
                                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                                .readLine());
                        asked.countDown();
                        answer.write(socket.getOutputStream());
                    } catch (Exception e) {
                        // The client has hung up, which is what the tests are about.
                        request.completeExceptionally(e);
                    }
                },
                "git-double");
        thread.setDaemon(true);
        thread.start();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private GitServer repository(String scheme) {
        return GitServer.of(
                        scheme + "://127.0.0.1:" + server.getLocalPort() + "/app.git",
                        ProxySelector.getDefault(),
                        Optional.empty())
                .orElseThrow();
    }

    /** Git's own protocol asks without a line's end: the double waits for one. */
    private GitServer plain() {
        return GitServer.of(
                        "git://127.0.0.1:" + server.getLocalPort() + "/app%0A.git",
                        ProxySelector.getDefault(),
                        Optional.empty())
                .orElseThrow();
    }

    @Test
    void anEndlessListOverHttpIsGivenUp() {
        answer(out -> {
            write(out, HEAD);
            byte[] refs = REF.repeat(1000).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                out.write(refs);
            }
        });
        assertThatThrownBy(() -> repository("http").commit("main"))
                .isInstanceOf(IOException.class)
                .hasMessage("the list of references has more than 2000000 lines");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aListThatTricklesIsGivenUp(boolean http) {
        CountDownLatch never = new CountDownLatch(1);
        answer(out -> {
            write(out, (http ? HEAD : "") + REF.substring(0, 10));
            never.await();
        });
        GitServer repository = (http ? repository("http") : plain()).withPatience(Duration.ofSeconds(2));
        assertThatThrownBy(() -> repository.commit("main"))
                .isInstanceOf(IOException.class)
                .hasMessage("the list of references did not end within 2 s");
        never.countDown();
    }

    @Test
    void anAnswerThatNeverBeginsIsGivenUp() {
        CountDownLatch never = new CountDownLatch(1);
        answer(out -> never.await());
        assertThatThrownBy(() ->
                        repository("http").withPatience(Duration.ofSeconds(1)).commit("main"))
                .isInstanceOf(IOException.class);
        never.countDown();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInterruptEndsTheWait(boolean http) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        answer(out -> {
            write(out, http ? HEAD : "");
            never.await();
        });
        GitServer repository = http ? repository("http") : plain();
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                repository.commit("main");
                end.complete(null);
            } catch (Throwable e) {
                end.complete(e);
            }
        });
        waiting.start();
        asked.await();
        awaitReader();
        waiting.interrupt();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        never.countDown();
    }

    /** An interrupt before that meets other waits. */
    private static void awaitReader() {
        while (Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith(GitServer.READER))) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aProxyIsAskedForTheRepository() throws Exception {
        answer(out -> write(out, HEAD + REF + "0000"));
        ProxySelector proxy = new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(new Proxy(
                        Proxy.Type.HTTP,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort())));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException e) {
                throw new AssertionError(e);
            }
        };
        GitServer repository = GitServer.of("http://git.invalid/my repository.git", proxy, Optional.empty())
                .orElseThrow();
        assertThat(repository.commit("main")).contains(new GitCommit(COMMIT, "refs/heads/main", false));
        assertThat(request.get())
                .isEqualTo("GET http://git.invalid/my%20repository.git/info/refs?service=git-upload-pack HTTP/1.1");
    }
}
