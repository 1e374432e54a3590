package io.jenkins.plugins.multiplatform.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Objects;

/**
 * A stream over a blocking socket channel, Unix or TCP. It calls the channel itself: the streams that
 * {@link java.nio.channels.Channels} makes share one lock in JDK 17, so that a blocked read blocks every write.
 */
final class ChannelStream implements DuplexStream {
    /** The JDK keeps one direct buffer per thread as large as the largest transfer: this bounds them. */
    private static final int LARGEST_TRANSFER = 64 * 1024;

    private final SocketChannel channel;
    private final String description;
    private final Input in = new Input();
    private final Output out = new Output();

    ChannelStream(SocketChannel channel, String description) {
        this.channel = channel;
        this.description = description;
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
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            throw failed("end the output to ", e);
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    @Override
    public String describe() {
        return description;
    }

    @Override
    public String toString() {
        return description;
    }

    /** For channels whose failure to close has no reader: the descriptor is gone either way. */
    static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // close(2) frees the descriptor even when it reports an error
        }
    }

    private IOException failed(String tried, IOException e) {
        if (e instanceof ClosedByInterruptException) {
            InterruptedIOException interrupted = new InterruptedIOException(
                    "Interrupted while trying to " + tried + description + ": the connection is closed");
            interrupted.initCause(e);
            return interrupted;
        }
        if (e instanceof ClosedChannelException) {
            return new TransportException("Tried to " + tried + description + ", but the connection is closed", e);
        }
        return TransportException.of(tried + description, e);
    }

    private final class Input extends InputStream {
        private final byte[] single = new byte[1];

        @Override
        public int read() throws IOException {
            synchronized (single) {
                return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            if (length == 0) {
                return 0;
            }
            try {
                return channel.read(ByteBuffer.wrap(bytes, offset, Math.min(length, LARGEST_TRANSFER)));
            } catch (IOException e) {
                throw failed("read from ", e);
            }
        }

        @Override
        public void close() {
            ChannelStream.this.close();
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            int end = offset + length;
            try {
                for (int at = offset; at < end; ) {
                    at += channel.write(ByteBuffer.wrap(bytes, at, Math.min(end - at, LARGEST_TRANSFER)));
                }
            } catch (IOException e) {
                throw failed("write to ", e);
            }
        }

        @Override
        public void close() {
            ChannelStream.this.close();
        }
    }
}
