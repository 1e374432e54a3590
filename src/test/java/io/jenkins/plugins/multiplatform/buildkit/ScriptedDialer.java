package io.jenkins.plugins.multiplatform.buildkit;

import io.jenkins.plugins.multiplatform.transport.DuplexStream;
import io.jenkins.plugins.multiplatform.transport.StreamDialer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A daemon that no real one can be made to be: it says fixed bytes, then hangs, ends or breaks. */
final class ScriptedDialer implements StreamDialer {
    /** An empty SETTINGS frame: all that HTTP/2 needs to count as connected. */
    static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};

    private final byte[] says;
    private final Ending ending;
    private final AtomicInteger open = new AtomicInteger();
    private final CountDownLatch reading = new CountDownLatch(1);

    enum Ending {
        HANGS,
        ENDS,
        BREAKS
    }

    ScriptedDialer(byte[] says, Ending ending) {
        this.says = says.clone();
        this.ending = ending;
    }

    /** Connections that nobody closed. */
    int open() {
        return open.get();
    }

    /** Waits until somebody reads from a connection. */
    void awaitDial() throws InterruptedException {
        reading.await();
    }

    @Override
    public DuplexStream dial() {
        open.incrementAndGet();
        return new Stream();
    }

    @Override
    public String describe() {
        return "unix:///scripted.sock";
    }

    private final class Stream implements DuplexStream {
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public InputStream in() {
            return new SequenceInputStream(new ByteArrayInputStream(says), new Rest());
        }

        @Override
        public OutputStream out() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public void shutdownOutput() {
            // nobody reads it
        }

        @Override
        public synchronized void close() {
            if (closed.getCount() > 0) {
                open.decrementAndGet();
                closed.countDown();
            }
        }

        @Override
        public String describe() {
            return ScriptedDialer.this.describe();
        }

        private final class Rest extends InputStream {
            @Override
            public int read() throws IOException {
                reading.countDown();
                switch (ending) {
                    case ENDS:
                        return -1;
                    case BREAKS:
                        throw new IOException("Connection reset by peer");
                    default:
                        try {
                            closed.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        throw new IOException("closed");
                }
            }
        }
    }
}
