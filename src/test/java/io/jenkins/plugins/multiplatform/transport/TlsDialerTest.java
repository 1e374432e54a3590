package io.jenkins.plugins.multiplatform.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsDialerTest extends DialerTck {
    @TempDir
    static Path folder;

    private static TestKeys server;
    private static TestKeys client;

    private int port;
    private boolean wantsClient = true;
    private List<String> serverProtocols = List.of("h2");

    @BeforeAll
    static void makeKeys() throws Exception {
        server = TestKeys.make(folder, "server", "dns:localhost,ip:127.0.0.1");
        client = TestKeys.make(folder, "client", "dns:client");
    }

    @Override
    LoopbackServer serve(LoopbackServer.Script script) throws Exception {
        SSLServerSocket socket = (SSLServerSocket) server.server(client)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(serverProtocols.toArray(new String[0]));
        parameters.setNeedClientAuth(wantsClient);
        socket.setSSLParameters(parameters);
        port = socket.getLocalPort();
        return new LoopbackServer(LoopbackServer.listener(socket), connection -> {
            ((SSLSocket) ((PlainSocketStream) connection).socket()).startHandshake();
            script.run(connection);
        });
    }

    private TlsMaterial material() throws Exception {
        return TlsMaterial.system()
                .withAuthorities(server.certificate())
                .withClient(client.certificate(), client.key());
    }

    private TlsDialer dialer(String host, TlsMaterial material) {
        return new TlsDialer(new TcpDialer(host, port), material, TlsDialer.H2);
    }

    @Override
    StreamDialer dialer() throws Exception {
        return dialer("127.0.0.1", material());
    }

    private void refuses(TlsDialer dialer, String... texts) throws Exception {
        assertThatThrownBy(dialer::dial)
                .isInstanceOf(TransportException.class)
                .hasMessageStartingWith("Tried to shake hands with " + dialer.describe() + ", but ")
                .hasMessageContainingAll(texts);
    }

    @Test
    void trustsNobodyButTheAuthoritiesGiven() throws Exception {
        try (LoopbackServer one = serve(DialerTck::drain)) {
            refuses(
                    dialer("127.0.0.1", TlsMaterial.system()),
                    "unable to find valid certification path",
                    "give the right CA certificate.");
            refuses(dialer("127.0.0.1", material().withAuthorities(client.certificate())), "certif");
        }
    }

    @Test
    void refusesACertificateForAnotherName() throws Exception {
        try (LoopbackServer one = serve(DialerTck::drain)) {
            refuses(
                    dialer("127.0.0.1", material().withServerName("elsewhere.example")),
                    "No subject alternative DNS name matching elsewhere.example found",
                    "dial that name, or set the server name.");
        }
    }

    @Test
    void acceptsTheNameThatWasSet() throws Exception {
        try (LoopbackServer one = serve(DialerTck::echo);
                DuplexStream stream = dialer("127.0.0.1", material().withServerName("localhost"))
                        .dial()) {
            stream.out().write(7);
            stream.out().flush();
            assertThat(stream.in().read()).isEqualTo(7);
        }
    }

    @Test
    void aServerThatWantsAnotherClientSaysSoAtTheFirstRead() throws Exception {
        TlsMaterial stranger = material().withClient(server.certificate(), server.key());
        try (LoopbackServer one = serve(DialerTck::echo);
                DuplexStream stream = dialer("127.0.0.1", stranger).dial()) {
            assertThatThrownBy(() -> stream.in().read())
                    .isInstanceOf(TransportException.class)
                    .hasMessageStartingWith("Tried to read from tcp://127.0.0.1:" + port + " (TLS), but ")
                    .hasMessageEndingWith(" The server wants a client certificate that its authority has signed.");
        }
    }

    @Test
    void refusesAServerThatChoosesNoHttp2() throws Exception {
        serverProtocols = List.of("http/1.1");
        try (LoopbackServer one = serve(DialerTck::drain)) {
            refuses(dialer("127.0.0.1", material()), "no_application_protocol");
        }
    }

    @Test
    void acceptsAServerWithoutAlpn() throws Exception {
        serverProtocols = List.of();
        wantsClient = false;
        try (LoopbackServer one = serve(DialerTck::echo);
                DuplexStream stream = dialer("127.0.0.1", TlsMaterial.system().withAuthorities(server.certificate()))
                        .dial()) {
            stream.out().write(7);
            stream.out().flush();
            assertThat(stream.in().read()).isEqualTo(7);
        }
    }

    @Test
    void aSilentServerEndsTheHandshakeInTime() throws Exception {
        CompletableFuture<Void> finish = new CompletableFuture<>();
        ServerSocketChannel channel = LoopbackServer.tcp();
        port = LoopbackServer.port(channel);
        try (LoopbackServer one = new LoopbackServer(LoopbackServer.listener(channel), stream -> finish.get())) {
            TlsDialer dialer =
                    new TlsDialer(new TcpDialer("127.0.0.1", port), material(), TlsDialer.H2, Duration.ofMillis(300));
            assertThatThrownBy(dialer::dial)
                    .isInstanceOf(TransportException.class)
                    .hasMessage("Tried to shake hands with tcp://127.0.0.1:" + port
                            + " (TLS), but got no answer within 0.3 s.");
            finish.complete(null);
        }
    }

    @Test
    void aKeyOfAnotherKindIsRefusedBeforeAnythingIsDialled() throws Exception {
        TlsMaterial mixed = material().withClient(client.certificate(), """
                -----BEGIN PRIVATE KEY-----
                MC4CAQAwBQYDK2VwBCIEIINv+JnLYhSP1zgNZ80zqRTxtet/Ar4ysWivyBve4E6g
                -----END PRIVATE KEY-----
                """);
        assertThatThrownBy(() -> dialer("127.0.0.1", mixed).dial())
                .isInstanceOf(TransportException.class)
                .hasMessage("Tried to prepare TLS, but the client key is EdDSA and the client certificate is for EC:"
                        + " they don't belong together.");
    }

    @Test
    void materialTravelsAndShowsNothing() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(material().withServerName("x"));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            TlsMaterial copy = (TlsMaterial) in.readObject();
            assertThat(copy.key()).isEqualTo(client.key());
            assertThat(copy).hasToString("TlsMaterial[authorities=given, client=given, serverName=x]");
        }
    }
}
