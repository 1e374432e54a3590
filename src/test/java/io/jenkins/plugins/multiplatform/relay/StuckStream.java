package io.jenkins.plugins.multiplatform.relay;

import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A connection whose other side takes nothing; ends with an interrupt, as remoting's window does. */
final class StuckStream extends OutputStream {
    private final CountDownLatch writing = new CountDownLatch(1);
    private volatile boolean closed;

    @Override
    public void write(int b) throws InterruptedIOException {
        writing.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted");
        }
    }

    void awaitWriter() throws InterruptedException {
        if (!writing.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody writes");
        }
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
