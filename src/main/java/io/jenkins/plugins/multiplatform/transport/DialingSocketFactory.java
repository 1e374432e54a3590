package io.jenkins.plugins.multiplatform.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * For {@code OkHttpChannelBuilder.socketFactory}: each (re)connection of the channel dials anew, HTTP upgrade included.
 * The address that the channel asks for is ignored: it has to be given one, but the dialer knows where to go.
 */
public final class DialingSocketFactory extends SocketFactory {
    private final StreamDialer dialer;

    public DialingSocketFactory(StreamDialer dialer) {
        this.dialer = dialer;
    }

    @Override
    public Socket createSocket(InetAddress ignored, int port) throws IOException {
        return new SocketAdapter(dialer.dial());
    }

    @Override
    public Socket createSocket(String ignored, int port) throws IOException {
        return new SocketAdapter(dialer.dial());
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }
}
