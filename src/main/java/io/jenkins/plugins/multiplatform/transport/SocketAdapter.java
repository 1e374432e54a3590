package io.jenkins.plugins.multiplatform.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketImpl;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes any {@link DuplexStream} pass as the socket that grpc-okhttp and the JDK's TLS want. It has no descriptor of
 * its own: options have no effect, and reads never time out by {@link #setSoTimeout}.
 */
public final class SocketAdapter extends Socket {
    private static final SocketAddress NOWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final DuplexStream stream;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean outputShutdown;
    private volatile int soTimeout;

    public SocketAdapter(DuplexStream stream) throws IOException {
        super((SocketImpl) null);
        this.stream = stream;
    }

    @Override
    public InputStream getInputStream() {
        return stream.in();
    }

    @Override
    public OutputStream getOutputStream() {
        return stream.out();
    }

    @Override
    public void shutdownOutput() throws IOException {
        outputShutdown = true;
        stream.shutdownOutput();
    }

    @Override
    public void shutdownInput() {
        // a reader ends with the stream; nothing here waits for less
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            stream.close();
        }
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public boolean isInputShutdown() {
        return closed.get();
    }

    @Override
    public boolean isOutputShutdown() {
        return outputShutdown || closed.get();
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public int getPort() {
        return 0;
    }

    @Override
    public int getLocalPort() {
        return 0;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return NOWHERE;
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return NOWHERE;
    }

    @Override
    public void setSoTimeout(int timeout) {
        soTimeout = timeout;
    }

    @Override
    public int getSoTimeout() {
        return soTimeout;
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // the dialer has set it where there is TCP
    }

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    @Override
    public void setKeepAlive(boolean on) {
        // as above
    }

    @Override
    public boolean getKeepAlive() {
        return true;
    }

    @Override
    public int getSoLinger() {
        return -1;
    }

    @Override
    public boolean getOOBInline() {
        return false;
    }

    @Override
    public boolean getReuseAddress() {
        return false;
    }

    @Override
    public int getReceiveBufferSize() {
        return 0;
    }

    @Override
    public int getSendBufferSize() {
        return 0;
    }

    @Override
    public int getTrafficClass() {
        return 0;
    }

    @Override
    public String toString() {
        return stream.describe();
    }
}
