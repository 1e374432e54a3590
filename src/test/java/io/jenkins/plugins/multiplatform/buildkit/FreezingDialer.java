package io.jenkins.plugins.multiplatform.buildkit;

import io.jenkins.plugins.multiplatform.transport.DuplexStream;
import io.jenkins.plugins.multiplatform.transport.StreamDialer;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A real connection that can be made to fall silent, as that of a stopped engine does: nothing is refused, and nothing
 * comes.
 */
final class FreezingDialer implements StreamDialer {
    private final StreamDialer dialer;
    private final AtomicBoolean frozen = new AtomicBoolean();

    FreezingDialer(StreamDialer dialer) {
        this.dialer = dialer;
    }

    void freeze() {
        frozen.set(true);
    }

    @Override
    public DuplexStream dial() throws IOException {
        return new Stream(dialer.dial());
    }

    @Override
    public String describe() {
        return dialer.describe();
    }

    private final class Stream implements DuplexStream {
        private final DuplexStream stream;
        private final CountDownLatch closed = new CountDownLatch(1);

        Stream(DuplexStream stream) {
            this.stream = stream;
        }

        @Override
        public InputStream in() {
            return new FilterInputStream(stream.in()) {
                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    int count = super.read(target, offset, length);
                    if (frozen.get()) {
                        awaitClose();
                    }
                    return count;
                }
            };
        }

        private void awaitClose() throws IOException {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("closed");
        }

        @Override
        public OutputStream out() {
            return new FilterOutputStream(stream.out()) {
                @Override
                public void write(byte[] source, int offset, int length) throws IOException {
                    if (!frozen.get()) {
                        stream.out().write(source, offset, length);
                    }
                }
            };
        }

        @Override
        public void shutdownOutput() throws IOException {
            stream.shutdownOutput();
        }

        @Override
        public void close() {
            closed.countDown();
            stream.close();
        }

        @Override
        public String describe() {
            return stream.describe();
        }
    }
}
