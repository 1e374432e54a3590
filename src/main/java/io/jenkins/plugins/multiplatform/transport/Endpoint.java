package io.jenkins.plugins.multiplatform.transport;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of an engine or a BuildKit as users write it: {@code unix:///path} or {@code tcp://host:port}.
 *
 * @param path of the Unix socket, empty for TCP
 * @param host for TCP, without brackets, else empty
 * @param port for TCP, else 0
 */
public record Endpoint(String path, String host, int port) implements Serializable {
    private static final int MAX_PORT = 65_535;
    /** Name servers and files of hosts know such names too; URIs want a letter first in the last part, and no "_". */
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_.-]+):([0-9]{1,5})");

    private static final String KNOWN = "Use unix:///path/to/socket or tcp://host:port.";

    public static Endpoint parse(String address) throws InvalidEndpointException {
        String text = address.strip();
        int end = text.indexOf("://");
        if (end < 1) {
            throw new InvalidEndpointException(address, "it has no scheme. " + KNOWN);
        }
        String scheme = text.substring(0, end).toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "unix" -> unix(address, text.substring(end + 3));
            case "tcp" -> tcp(address, text);
            case "npipe" -> throw new InvalidEndpointException(address, pipe());
            case "ssh" ->
                throw new InvalidEndpointException(
                        address,
                        "nothing is reached over SSH from here. Make that machine a Jenkins agent, so that the build"
                                + " runs there, or let a BuildKit listen on it with TLS and use tcp://host:port.");
            default -> throw new InvalidEndpointException(address, "\"" + scheme + "\" is unknown. " + KNOWN);
        };
    }

    private static String pipe() {
        if (System.getProperty("os.name").startsWith("Windows")) {
            return "named pipes can't be used yet. Let the engine or BuildKit listen on tcp://host:port too.";
        }
        return "named pipes exist on Windows only, and this is " + System.getProperty("os.name") + ". " + KNOWN;
    }

    private static Endpoint unix(String address, String path) throws InvalidEndpointException {
        if (!path.startsWith("/")) {
            throw new InvalidEndpointException(address, "the socket's path must be absolute: unix:///path/to/socket.");
        }
        if (path.indexOf('\0') >= 0) {
            throw new InvalidEndpointException(address, "the path of the socket has a NUL in it.");
        }
        return new Endpoint(path, "", 0);
    }

    private static Endpoint tcp(String address, String text) throws InvalidEndpointException {
        try {
            URI uri = new URI(text);
            Matcher name = NAME.matcher(uri.getRawAuthority() == null ? "" : uri.getRawAuthority());
            boolean named = uri.getHost() == null && name.matches();
            String host = named ? name.group(1) : uri.getHost();
            if (host == null || uri.getUserInfo() != null) {
                throw new InvalidEndpointException(address, "it names no host. Use tcp://host:port.");
            }
            int port = named ? Integer.parseInt(name.group(2)) : uri.getPort();
            if (port < 1 || port > MAX_PORT) {
                throw new InvalidEndpointException(
                        address,
                        "it names no port. A BuildKit usually listens on 1234, a Docker Engine on 2376 with TLS and on"
                                + " 2375 without.");
            }
            if (!uri.getPath().isEmpty() && !uri.getPath().equals("/") || uri.getQuery() != null) {
                throw new InvalidEndpointException(address, "nothing may follow the port.");
            }
            return new Endpoint("", host.replaceAll("^\\[|]$", ""), port);
        } catch (URISyntaxException e) {
            throw new InvalidEndpointException(address, "it can't be read as tcp://host:port.");
        }
    }

    /** True if what is sent there can be read and changed on the way unless TLS is used. */
    public boolean isTcp() {
        return path.isEmpty();
    }

    /** For a BuildKit's own address. TLS is used if material is given, which Unix sockets ignore. */
    public StreamDialer buildKit(Optional<TlsMaterial> tls) {
        return dialer(tls, true);
    }

    /** For a Docker Engine's address: reaches the BuildKit inside it. */
    public StreamDialer dockerEngine(Optional<TlsMaterial> tls) {
        return new DockerEngineDialer(dialer(tls, false), dialer(tls, true));
    }

    private StreamDialer dialer(Optional<TlsMaterial> tls, boolean http2) {
        if (!isTcp()) {
            return new UnixDialer(Path.of(path));
        }
        TcpDialer tcp = new TcpDialer(host, port);
        return tls.<StreamDialer>map(
                        material -> new TlsDialer(tcp, material, http2 ? TlsDialer.H2 : TlsDialer.HTTP_1_1))
                .orElse(tcp);
    }

    @Override
    public String toString() {
        return isTcp() ? new TcpDialer(host, port).describe() : "unix://" + path;
    }
}
