package io.jenkins.plugins.multiplatform.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is told the password that stands in a repository's address. */
@Timeout(60)
class GitServerLoginTest {
    private static final String COMMIT = "0123456789012345678901234567890123456789";
    private static final String LOGIN =
            "Basic " + Base64.getEncoder().encodeToString("user:p@ss:word".getBytes(StandardCharsets.UTF_8));

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final List<String> othersTold = Collections.synchronizedList(new ArrayList<>());
    private HttpServer own;
    private HttpServer other;

    @BeforeEach
    void start() throws IOException {
        own = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        own.createContext("/app.git/", exchange -> {
            if (login(exchange, told)) {
                refs(exchange);
            }
        });
        own.createContext("/moved.git/", exchange -> {
            if (login(exchange, told)) {
                String target = "http://127.0.0.1:" + other.getAddress().getPort() + exchange.getRequestURI();
                exchange.getResponseHeaders().add("Location", target);
                exchange.sendResponseHeaders(302, -1);
                exchange.close();
            }
        });
        other.createContext("/", exchange -> {
            if (login(exchange, othersTold)) {
                refs(exchange);
            }
        });
        own.start();
        other.start();
    }

    @AfterEach
    void stop() {
        own.stop(0);
        other.stop(0);
    }

    private static boolean login(HttpExchange exchange, List<String> logins) throws IOException {
        logins.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
        if (LOGIN.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return true;
        }
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(401, -1);
        exchange.close();
        return false;
    }

    private static void refs(HttpExchange exchange) throws IOException {
        String refs = "001e# service=git-upload-pack\n0000" + packet(COMMIT + " HEAD\0side-band\n")
                + packet(COMMIT + " refs/heads/main\n") + "0000";
        byte[] body = refs.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String packet(String line) {
        return String.format("%04x%s", line.length() + 4, line);
    }

    private GitServer repository(String name) {
        return GitServer.of(
                        "http://user:p%40ss%3Aword@127.0.0.1:"
                                + own.getAddress().getPort() + "/" + name,
                        ProxySelector.getDefault(),
                        Optional.empty())
                .orElseThrow();
    }

    @Test
    void aServerThatAsksIsTold() throws Exception {
        assertThat(repository("app.git").commit("main")).contains(new GitCommit(COMMIT, "refs/heads/main", false));
        assertThat(told).containsExactly(LOGIN);
    }

    @Test
    void aServerToWhichItLeadsIsNot() {
        assertThatThrownBy(() -> repository("moved.git").commit("main"))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("p@ss");
        assertThat(told).containsExactly(LOGIN);
        assertThat(othersTold).isEmpty();
    }

    @Test
    void aStatusLineThatIsNoneIsQuotedWithoutControlCharacters() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> {
                try (Socket one = server.accept()) {
                    one.getInputStream().read();
                    one.getOutputStream().write("\u001b[2Jno\u009b\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            answering.start();
            GitServer git = GitServer.of(
                            "http://127.0.0.1:" + server.getLocalPort() + "/a.git",
                            ProxySelector.of(null),
                            Optional.empty())
                    .orElseThrow();
            assertThatThrownBy(() -> git.commit("main"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("[2Jno")
                    .satisfies(e -> assertThat(e.getMessage()).matches("\\P{Cntrl}+"));
            answering.join();
        }
    }
}
