package io.jenkins.plugins.multiplatform.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Dials plain TCP. An interrupt of a thread that reads or writes closes the connection. */
public final class TcpDialer implements StreamDialer {
    private final String host;
    private final int port;
    private final Duration connectTimeout;

    public TcpDialer(String host, int port, Duration connectTimeout) {
        this.host = host;
        this.port = port;
        this.connectTimeout = connectTimeout;
    }

    public TcpDialer(String host, int port) {
        this(host, port, Duration.ofSeconds(20));
    }

    @Override
    public DuplexStream dial() throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw TransportException.of(
                    "connect to " + describe(),
                    new UnknownHostException("the host name \"" + host + "\" is unknown here"));
        }
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            channel.socket().connect(address, Math.toIntExact(connectTimeout.toMillis()));
            return new ChannelStream(channel, describe());
        } catch (IOException e) {
            ChannelStream.closeQuietly(channel);
            throw TransportException.of("connect to " + describe(), e);
        }
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    @Override
    public String describe() {
        return "tcp://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
