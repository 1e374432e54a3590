package io.jenkins.plugins.multiplatform.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real engines answer HTTP/2's preface with their settings. */
@NeedsTestBed
@Timeout(60)
class EngineDialTest {
    private static final int FIRST_NATIVE_VERSION = 29;

    static void exchangesSettings(StreamDialer dialer) throws Exception {
        for (int i = 0; i < 2; i++) {
            try (DuplexStream stream = dialer.dial()) {
                stream.out()
                        .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"
                                .getBytes(StandardCharsets.ISO_8859_1));
                stream.out().flush();
                byte[] frame = stream.in().readNBytes(9);
                assertThat(frame).hasSize(9);
                assertThat(frame[3]).as("type of the first frame").isEqualTo((byte) 4);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine.a.socket", "engine.b.socket", "engine.c.socket"})
    void reachesTheBuildKitInAnEngine(String key, TestBed bed) throws Exception {
        exchangesSettings(Endpoint.parse("unix://" + bed.get(key)).dockerEngine(Optional.empty()));
    }

    @Test
    void opensASessionInAnEngine(TestBed bed) throws Exception {
        StreamDialer engine =
                Endpoint.parse("unix://" + bed.get("engine.a.socket")).dockerEngine(Optional.empty());
        List<HttpField> announcement = List.of(
                new HttpField("x-docker-expose-session-uuid", "engine-dial-test"),
                new HttpField("x-docker-expose-session-name", "test"),
                new HttpField("x-docker-expose-session-sharedkey", "test"));
        Optional<DuplexStream> own = engine.dialSession(announcement);
        if (Integer.parseInt(bed.get("engine.a.version").replaceFirst("\\..*", "")) >= FIRST_NATIVE_VERSION) {
            assertThat(own)
                    .as("the connection that builds serves the session too")
                    .isEmpty();
            return;
        }
        try (DuplexStream session = own.orElseThrow()) {
            // The daemon is the client of a session, so it speaks first.
            assertThat(new String(session.in().readNBytes(14), StandardCharsets.ISO_8859_1))
                    .isEqualTo("PRI * HTTP/2.0");
        }
    }

    @Test
    void reachesABuildKitByEachTransport(TestBed bed) throws Exception {
        exchangesSettings(Endpoint.parse("unix://" + bed.get("relay.a.unix")).buildKit(Optional.empty()));
        exchangesSettings(Endpoint.parse("tcp://" + bed.get("relay.a.tcp")).buildKit(Optional.empty()));
        exchangesSettings(Endpoint.parse("tcp://" + bed.get("relay.a.tls")).buildKit(Optional.of(material(bed))));
    }

    private static TlsMaterial material(TestBed bed) throws Exception {
        return TlsMaterial.system()
                .withAuthorities(bed.path("relay.tls.ca"))
                .withClient(bed.path("relay.tls.cert"), bed.path("relay.tls.key"));
    }

    @Test
    void aBuildKitThatWantsACertificateSaysSo(TestBed bed) throws Exception {
        TlsMaterial anonymous = TlsMaterial.system().withAuthorities(bed.path("relay.tls.ca"));
        Endpoint endpoint = Endpoint.parse("tcp://" + bed.get("relay.a.tls"));
        assertThatThrownBy(() -> exchangesSettings(endpoint.buildKit(Optional.of(anonymous))))
                .isInstanceOf(TransportException.class)
                // Whether the alert or the end of the connection is met first is a race that the server decides.
                .hasMessageMatching("Tried to (read from|write to) \\Q" + endpoint + "\\E \\(TLS\\), but .*"
                        + "(The server wants a client certificate|If the server wants a client certificate, give one)"
                        + " that its authority has signed\\.");
    }
}
