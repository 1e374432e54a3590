package io.jenkins.plugins.multiplatform.buildkit;

import io.jenkins.plugins.multiplatform.transport.DuplexStream;
import io.jenkins.plugins.multiplatform.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** A connection that tells of its first byte in each direction and of what breaks it. */
final class WatchedStream implements DuplexStream {
    private final DuplexStream stream;
    private final Watcher watcher;
    private final AtomicBoolean greeted = new AtomicBoolean();
    private volatile boolean answered;

    WatchedStream(DuplexStream stream, Watcher watcher) {
        this.stream = stream;
        this.watcher = watcher;
    }

    @Override
    public InputStream in() {
        return new Reader(stream.in());
    }

    @Override
    public OutputStream out() {
        return new Writer(stream.out());
    }

    @Override
    public void shutdownOutput() throws IOException {
        stream.shutdownOutput();
    }

    @Override
    public void close() {
        watcher.answered();
        watcher.ended();
    }

    @Override
    public String describe() {
        return stream.describe();
    }

    /** A server that refuses a certificate, or hears no TLS, hangs up: which of our calls notices is chance. */
    private IOException explained(String message, IOException cause) {
        return new TransportException(
                message
                        + " It closed the connection before its first answer: does it want TLS, or a client"
                        + " certificate?",
                cause);
    }

    /** Hears from the stream. */
    interface Watcher {
        /** Something was said to the daemon for the first time; an answer to it can be waited for. */
        void greeted();

        /** The daemon has begun to answer, or nobody waits for it any more. */
        void answered();

        /** The stream is no longer wanted; closes it. */
        void ended();

        /** Reading or writing failed; gives the first such failure, which explains the others. */
        IOException failed(IOException failure);
    }

    private final class Reader extends InputStream {
        private final InputStream in;

        Reader(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                int count = in.read(target, offset, length);
                if (!answered) {
                    if (count < 0) {
                        throw explained("Tried to read from " + describe() + ", but it ended.", null);
                    }
                    answered = true;
                    watcher.answered();
                }
                return count;
            } catch (IOException e) {
                throw watcher.failed(e);
            }
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private final class Writer extends OutputStream {
        private final OutputStream out;

        Writer(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            if (greeted.compareAndSet(false, true)) {
                watcher.greeted();
            }
            try {
                out.write(source, offset, length);
            } catch (IOException e) {
                throw broken(e);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException e) {
                throw broken(e);
            }
        }

        private IOException broken(IOException e) {
            return watcher.failed(answered ? e : explained(String.valueOf(e.getMessage()), e));
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
