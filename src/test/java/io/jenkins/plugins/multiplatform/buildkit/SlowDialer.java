package io.jenkins.plugins.multiplatform.buildkit;

import io.jenkins.plugins.multiplatform.transport.DuplexStream;
import io.jenkins.plugins.multiplatform.transport.StreamDialer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** A real connection whose user takes long to say the first thing. */
record SlowDialer(StreamDialer dialer, Duration pause) implements StreamDialer {
    @Override
    public DuplexStream dial() throws IOException {
        return new Stream(dialer.dial(), pause, new AtomicBoolean(true));
    }

    @Override
    public String describe() {
        return dialer.describe();
    }

    private record Stream(DuplexStream stream, Duration pause, AtomicBoolean silent) implements DuplexStream {
        @Override
        public InputStream in() {
            return stream.in();
        }

        @Override
        public OutputStream out() {
            try {
                Thread.sleep(silent.getAndSet(false) ? pause.toMillis() : 0);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return stream.out();
        }

        @Override
        public void shutdownOutput() throws IOException {
            stream.shutdownOutput();
        }

        @Override
        public void close() {
            stream.close();
        }

        @Override
        public String describe() {
            return stream.describe();
        }
    }
}
