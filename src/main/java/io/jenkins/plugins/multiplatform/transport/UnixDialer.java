package io.jenkins.plugins.multiplatform.transport;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** Dials a Unix domain socket. An interrupt of a thread that reads or writes closes the connection. */
public final class UnixDialer implements StreamDialer {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

    private final Path socket;

    public UnixDialer(Path socket) {
        this.socket = socket;
    }

    @Override
    public DuplexStream dial() throws IOException {
        SocketChannel channel = open();
        String tried = "connect to " + describe();
        try (Deadline deadline = Deadline.closing(channel, CONNECT_TIMEOUT)) {
            try {
                channel.connect(UnixDomainSocketAddress.of(socket));
                return new ChannelStream(channel, describe());
            } catch (IOException e) {
                ChannelStream.closeQuietly(channel);
                throw deadline.explain(tried, TransportException.of(tried, e, cure(e)));
            }
        }
    }

    private SocketChannel open() throws IOException {
        try {
            return SocketChannel.open(StandardProtocolFamily.UNIX);
        } catch (UnsupportedOperationException e) {
            throw new TransportException(
                    "Tried to connect to " + describe() + ", but this operating system has no Unix domain sockets.", e);
        }
    }

    private static String cure(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("Permission denied")) {
            return " Let the user of this process use the socket, for Docker by adding it to the group \"docker\".";
        }
        if (message.contains("No such file")) {
            return " Is the daemon running, and does it listen on this path?";
        }
        if (message.contains("refused")) {
            return " Is the daemon running? Nothing listens on this socket any more.";
        }
        return "";
    }

    @Override
    public String describe() {
        return "unix://" + socket;
    }
}
