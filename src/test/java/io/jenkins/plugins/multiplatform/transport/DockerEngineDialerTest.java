package io.jenkins.plugins.multiplatform.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As an engine of today's distributions answers; {@link NativeEngineDialerTest} has one that serves gRPC itself. */
class DockerEngineDialerTest extends DialerTck {
    @TempDir
    Path folder;

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    private Path socket() {
        return folder.resolve("s");
    }

    @Override
    LoopbackServer serve(LoopbackServer.Script script) throws Exception {
        return engine("1.51", "", script);
    }

    @Override
    StreamDialer dialer() {
        StreamDialer unix = new UnixDialer(socket());
        return new DockerEngineDialer(unix, unix);
    }

    /** Answers a ping with the version, a preface with the frame, and an upgrade with the script. */
    LoopbackServer engine(String version, String frame, LoopbackServer.Script script) throws Exception {
        return LoopbackServer.unix(socket(), connection -> {
            String request = UpgradeDialerTest.request(connection);
            requests.add(request.substring(0, request.indexOf(" HTTP/")));
            if (request.startsWith("GET")) {
                UpgradeDialerTest.write(
                        connection, "HTTP/1.1 200 OK\r\nApi-Version: " + version + "\r\nContent-Length: 2\r\n\r\nOK");
            } else if (request.startsWith("PRI")) {
                assertThat(connection.in().readNBytes(15))
                        .isEqualTo("SM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
                UpgradeDialerTest.write(connection, frame);
            } else {
                UpgradeDialerTest.write(connection, UpgradeDialerTest.SWITCHED);
                script.run(connection);
            }
        });
    }

    private void dials(String version, String frame, List<String> expected) throws Exception {
        try (LoopbackServer one = engine(version, frame, DialerTck::drain)) {
            StreamDialer dialer = dialer();
            dialer.dial().close();
            dialer.dial().close();
        }
        assertThat(requests).containsExactlyElementsOf(expected);
    }

    @Test
    void asksOnceAndUpgradesOlderEngines() throws Exception {
        dials("1.52", "", List.of("GET /_ping", "POST /grpc", "POST /grpc"));
    }

    @Test
    void upgradesWhereTheVersionMeansNothing() throws Exception {
        dials("latest", "", List.of("GET /_ping", "POST /grpc", "POST /grpc"));
    }

    @Test
    void upgradesWhereSomethingInBetweenSpeaksNoHttp2() throws Exception {
        dials("1.53", "HTTP/1.1 400 Bad Request\r\n\r\n", List.of("GET /_ping", "PRI *", "POST /grpc", "POST /grpc"));
    }

    @Test
    void announcesASessionInTheRequestForItsConnection() throws Exception {
        List<HttpField> announcement = List.of(
                new HttpField("x-docker-expose-session-uuid", "1"),
                new HttpField("x-docker-expose-session-grpc-method", "/a/b"),
                new HttpField("x-docker-expose-session-grpc-method", "/a/c"));
        Queue<String> heads = new ConcurrentLinkedQueue<>();
        try (LoopbackServer one = LoopbackServer.unix(socket(), connection -> {
            String request = UpgradeDialerTest.request(connection);
            if (request.startsWith("GET")) {
                UpgradeDialerTest.write(connection, "HTTP/1.1 200 OK\r\nApi-Version: 1.51\r\n\r\nOK");
                return;
            }
            heads.add(request);
            UpgradeDialerTest.write(connection, UpgradeDialerTest.SWITCHED);
            echo(connection);
        })) {
            try (DuplexStream session = dialer().dialSession(announcement).orElseThrow()) {
                session.out().write(7);
                assertThat(session.in().read()).isEqualTo(7);
            }
        }
        assertThat(heads)
                .containsExactly("POST /session HTTP/1.1\r\nHost: docker\r\nUser-Agent: multi-platform-build\r\n"
                        + "x-docker-expose-session-uuid: 1\r\nx-docker-expose-session-grpc-method: /a/b\r\n"
                        + "x-docker-expose-session-grpc-method: /a/c\r\nContent-Length: 0\r\nConnection: Upgrade\r\n"
                        + "Upgrade: h2c\r\n\r\n");
    }

    @Test
    void hasNoWayForSessionsWhereAProxyForbidsIt() throws Exception {
        try (LoopbackServer one = LoopbackServer.unix(socket(), connection -> {
            String request = UpgradeDialerTest.request(connection);
            requests.add(request.substring(0, request.indexOf(" HTTP/")));
            UpgradeDialerTest.write(
                    connection,
                    request.startsWith("GET")
                            ? "HTTP/1.1 200 OK\r\nApi-Version: 1.51\r\n\r\nOK"
                            : "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        })) {
            assertThat(dialer().dialSession(List.of())).isEmpty();
        }
        assertThat(requests).containsExactly("GET /_ping", "POST /session");
    }

    @Test
    void refusesAnAnnouncementThatWouldEndItsLine() {
        assertThatThrownBy(() -> new HttpField("x-docker-expose-session-name", "a\r\nHost: b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a field of an HTTP head: x-docker-expose-session-name");
    }

    @Test
    void anEngineThatIsDownIsAskedAgain() throws Exception {
        StreamDialer dialer = dialer();
        assertThatThrownBy(dialer::dial).isInstanceOf(TransportException.class);
        try (LoopbackServer one = engine("1.41", "", DialerTck::drain)) {
            dialer.dial().close();
        }
        assertThat(requests).containsExactly("GET /_ping", "POST /grpc");
    }
}
