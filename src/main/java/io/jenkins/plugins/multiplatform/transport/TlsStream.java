package io.jenkins.plugins.multiplatform.transport;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import javax.net.ssl.SSLSocket;

/**
 * TLS over a stream. Closing it closes the stream below and sends no close_notify: JSSE would wait for the lock of a
 * writer that a frozen peer blocks, and HTTP/2 says by itself where it ends. {@link #shutdownOutput()} does send it.
 */
final class TlsStream implements DuplexStream {
    private final DuplexStream raw;
    private final SSLSocket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String description;

    TlsStream(DuplexStream raw, SSLSocket socket, String description) throws IOException {
        this.raw = raw;
        this.socket = socket;
        this.description = description;
        this.in = new Input(socket.getInputStream());
        this.out = new Output(socket.getOutputStream());
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() {
        raw.close();
    }

    @Override
    public String describe() {
        return description;
    }

    @Override
    public String toString() {
        return description;
    }

    /**
     * With TLS 1.3 a server refuses a client's certificate only after the handshake: the first read is told, unless the
     * server has closed the connection under what is being written.
     */
    private IOException failed(String tried, IOException e) {
        if (e instanceof InterruptedIOException) {
            return e;
        }
        String cure = String.valueOf(e.getMessage()).matches("(?is).*(broken pipe|connection reset).*")
                ? " If the server wants a client certificate, give one that its authority has signed."
                : TlsDialer.cure(e);
        return TransportException.of(tried + description, e, cure);
    }

    private final class Input extends FilterInputStream {
        Input(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                throw failed("read from ", e);
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException e) {
                throw failed("read from ", e);
            }
        }

        @Override
        public void close() {
            TlsStream.this.close();
        }
    }

    private final class Output extends FilterOutputStream {
        Output(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw failed("write to ", e);
            }
        }

        @Override
        public void close() {
            TlsStream.this.close();
        }
    }
}
