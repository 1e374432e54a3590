package io.jenkins.plugins.multiplatform.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A body as a stream whose reads end: when nothing comes for a time, when too little does, and with an interrupt. The
 * JDK's own stream waits for ever, and in some versions through an interrupt.
 */
final class StreamedBody extends InputStream implements BodySubscriber<InputStream> {
    private static final List<ByteBuffer> END = List.of();

    private final String host;
    private final Pace pace;
    private final LinkedBlockingQueue<List<ByteBuffer>> received = new LinkedBlockingQueue<>();
    private final Deque<ByteBuffer> current = new ArrayDeque<>();
    private volatile Flow.Subscription subscription;
    private volatile Throwable failure;
    private volatile boolean closed;
    private boolean ended;

    /**
     * @param host that sends it, for errors
     * @param idle how long nothing may come
     */
    StreamedBody(String host, Duration idle) {
        this.host = host;
        pace = new Pace(idle);
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        if (closed) {
            newSubscription.cancel();
        } else {
            newSubscription.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        received.add(buffers.isEmpty() ? List.of(ByteBuffer.allocate(0)) : buffers);
    }

    @Override
    public void onError(Throwable newFailure) {
        failure = newFailure;
        received.add(END);
    }

    @Override
    public void onComplete() {
        received.add(END);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        while (current.isEmpty() && !ended) {
            await();
        }
        if (closed) {
            throw new IOException("the stream is closed");
        }
        if (current.isEmpty()) {
            if (failure != null) {
                throw new IOException(failure);
            }
            return -1;
        }
        ByteBuffer buffer = current.element();
        int count = Math.min(length, buffer.remaining());
        buffer.get(bytes, offset, count);
        if (!buffer.hasRemaining()) {
            current.remove();
        }
        return count;
    }

    private void await() throws IOException {
        List<ByteBuffer> next;
        long start = System.nanoTime();
        try {
            next = received.poll(pace.idle().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
        if (next == null) {
            close();
            throw new StalledTransferException(
                    host + " has sent nothing for " + pace.idle().toSeconds() + " seconds");
        }
        if (next.isEmpty()) {
            ended = true;
            return;
        }
        long bytes = 0;
        for (ByteBuffer buffer : next) {
            bytes += buffer.remaining();
            if (buffer.hasRemaining()) {
                current.add(buffer);
            }
        }
        if (pace.isTooSlow(System.nanoTime() - start, bytes)) {
            close();
            throw new StalledTransferException(
                    host + " sends less than " + Pace.MIN_BYTES_PER_SECOND + " bytes a second");
        }
        subscription.request(1);
    }

    /** Never blocks; a read that waits ends. */
    @Override
    public void close() {
        closed = true;
        Flow.Subscription source = subscription;
        if (source != null) {
            source.cancel();
        }
        received.add(END);
    }
}
