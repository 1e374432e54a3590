package io.jenkins.plugins.multiplatform.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ServerSocketFactory;

/**
 * For {@code OkHttpServerBuilder.socketFactory}: a gRPC server for exactly one connection that exists already, as
 * BuildKit's session needs, where the side that dialled is the server. Closing the server closes the stream if nobody
 * took it.
 */
public final class OneShotServerSocketFactory extends ServerSocketFactory {
    private final AtomicReference<DuplexStream> stream;

    public OneShotServerSocketFactory(DuplexStream stream) {
        this.stream = new AtomicReference<>(stream);
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new OneShotServerSocket();
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return createServerSocket();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return createServerSocket();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return createServerSocket();
    }

    private final class OneShotServerSocket extends ServerSocket {
        private final CountDownLatch closed = new CountDownLatch(1);

        OneShotServerSocket() throws IOException {
            super();
        }

        @Override
        public void bind(SocketAddress endpoint) {
            // there is nothing to listen on
        }

        @Override
        public void bind(SocketAddress endpoint, int backlog) {
            // as above
        }

        @Override
        public Socket accept() throws IOException {
            DuplexStream taken = isClosed() ? null : stream.getAndSet(null);
            if (taken != null) {
                return new SocketAdapter(taken);
            }
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new SocketException("Socket closed");
        }

        @Override
        public void close() {
            closed.countDown();
            DuplexStream unused = stream.getAndSet(null);
            if (unused != null) {
                unused.close();
            }
        }

        @Override
        public boolean isClosed() {
            return closed.getCount() == 0;
        }

        @Override
        public boolean isBound() {
            return true;
        }

        @Override
        public SocketAddress getLocalSocketAddress() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        }
    }
}
