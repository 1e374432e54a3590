package io.jenkins.plugins.multiplatform.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Dials TLS over TCP and verifies the server's certificate and name, always. A server that takes part in ALPN must
 * choose one of the protocols offered; one that doesn't is accepted, because a TLS relay in front of a BuildKit often
 * has no ALPN.
 */
public final class TlsDialer implements StreamDialer {
    /** For gRPC. */
    public static final List<String> H2 = List.of("h2");
    /** For requests that upgrade, which HTTP/2 doesn't have. */
    public static final List<String> HTTP_1_1 = List.of("http/1.1");

    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(20);

    private final TcpDialer tcp;
    private final TlsMaterial material;
    private final List<String> protocols;
    private final Duration handshakeTimeout;

    public TlsDialer(TcpDialer tcp, TlsMaterial material, List<String> protocols) {
        this(tcp, material, protocols, HANDSHAKE_TIMEOUT);
    }

    TlsDialer(TcpDialer tcp, TlsMaterial material, List<String> protocols, Duration handshakeTimeout) {
        this.tcp = tcp;
        this.material = material;
        this.protocols = List.copyOf(protocols);
        this.handshakeTimeout = handshakeTimeout;
    }

    @Override
    public DuplexStream dial() throws IOException {
        SSLContext context = TlsContext.of(material);
        DuplexStream raw = tcp.dial();
        String tried = "shake hands with " + describe();
        try (Deadline deadline = Deadline.closing(raw, handshakeTimeout)) {
            try {
                SSLSocket socket = layer(context, raw);
                socket.startHandshake();
                checkProtocol(socket);
                return new TlsStream(raw, socket, describe());
            } catch (IOException e) {
                raw.close();
                throw deadline.explain(tried, TransportException.of(tried, e, cure(e)));
            }
        }
    }

    private SSLSocket layer(SSLContext context, DuplexStream raw) throws IOException {
        String name = material.serverName().orElse(tcp.host());
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(new SocketAdapter(raw), name, tcp.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(protocols.toArray(new String[0]));
        indication(name).ifPresent(sni -> parameters.setServerNames(List.of(sni)));
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** RFC 6066 allows names only, and JSSE refuses some that resolve (with "_"): the server then answers without. */
    private static Optional<SNIHostName> indication(String name) {
        if (name.contains(":") || name.matches("[0-9.]+")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SNIHostName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void checkProtocol(SSLSocket socket) throws IOException {
        String chosen = socket.getApplicationProtocol();
        if (chosen != null && !chosen.isEmpty() && !protocols.contains(chosen)) {
            throw new TransportException("the server chose the protocol \"" + chosen + "\" out of " + protocols);
        }
    }

    static String cure(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("unable to find valid certification path") || message.contains("trust anchor")) {
            return " Its certificate isn't signed by an authority that is trusted here: give the right CA certificate.";
        }
        if (message.contains("No subject alternative") || message.contains("No name matching")) {
            return " Its certificate is for another name: dial that name, or set the server name.";
        }
        if (message.matches("(?s).*alert: (bad_certificate|certificate_required|certificate_unknown|unknown_ca).*")) {
            return " The server wants a client certificate that its authority has signed.";
        }
        return "";
    }

    @Override
    public String describe() {
        return tcp.describe() + " (TLS)";
    }
}
