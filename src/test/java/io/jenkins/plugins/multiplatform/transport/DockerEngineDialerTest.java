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
    void anEngineThatIsDownIsAskedAgain() throws Exception {
        StreamDialer dialer = dialer();
        assertThatThrownBy(dialer::dial).isInstanceOf(TransportException.class);
        try (LoopbackServer one = engine("1.41", "", DialerTck::drain)) {
            dialer.dial().close();
        }
        assertThat(requests).containsExactly("GET /_ping", "POST /grpc");
    }
}
