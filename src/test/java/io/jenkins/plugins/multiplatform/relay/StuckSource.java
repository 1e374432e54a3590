package io.jenkins.plugins.multiplatform.relay;

import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A folder on a disk that no longer answers: opening one of its files takes until an interrupt. */
final class StuckSource implements LocalSource {
    private final int files;
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    StuckSource() {
        this(1);
    }

    StuckSource(int files) {
        this.files = files;
    }

    @Override
    public void walk(ContextFilter filter, EntryConsumer consumer) throws IOException, InterruptedException {
        consumer.accept(new FileStat("file", 0644, 1, 0, ""));
        for (int i = 100; i < files + 99; i++) {
            consumer.accept(new FileStat("file" + i, 0644, 1, 0, ""));
        }
    }

    @Override
    public Optional<InputStream> open(String path) throws IOException {
        reading.countDown();
        try {
            new CountDownLatch(1).await();
            return Optional.empty();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw new InterruptedIOException();
        }
    }

    void awaitReader() throws InterruptedException {
        if (!reading.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody reads");
        }
    }

    void awaitInterrupt() throws InterruptedException {
        if (!interrupted.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("not interrupted");
        }
    }
}
