package io.jenkins.plugins.multiplatform.buildkit;

import io.jenkins.plugins.multiplatform.transport.DuplexStream;
import io.jenkins.plugins.multiplatform.transport.HttpField;
import io.jenkins.plugins.multiplatform.transport.StreamDialer;
import io.jenkins.plugins.multiplatform.transport.TransportException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Adds to a connection what gRPC lacks: it forgets why reading failed, such as a certificate that TLS 1.3 refuses after
 * its handshake, and it waits without end for a daemon that accepts the connection and then says nothing.
 */
final class WatchedDialer implements StreamDialer, AutoCloseable {
    private final StreamDialer dialer;
    private final ScheduledExecutorService timer;
    private final Duration firstAnswer;
    private final Set<DuplexStream> open = ConcurrentHashMap.newKeySet();
    private volatile Connection newest;
    private volatile boolean closed;

    WatchedDialer(StreamDialer dialer, ScheduledExecutorService timer, Duration firstAnswer) {
        this.dialer = dialer;
        this.timer = timer;
        this.firstAnswer = firstAnswer;
    }

    /** Why the newest connection broke, if it did. */
    Optional<IOException> failure() {
        Connection current = newest;
        return current == null ? Optional.empty() : Optional.ofNullable(current.failure.get());
    }

    @Override
    public DuplexStream dial() throws IOException {
        DuplexStream stream = dialer.dial();
        Connection connection = new Connection(stream);
        newest = connection;
        return new WatchedStream(stream, connection);
    }

    /** Without a limit for the first answer: a session waits for as long as nothing is built. */
    @Override
    public Optional<DuplexStream> dialSession(List<HttpField> announcement) throws IOException {
        Optional<DuplexStream> session = dialer.dialSession(announcement);
        if (session.isPresent()) {
            open.add(session.get());
            refuseIfClosed(session.get());
        }
        return session;
    }

    private void refuseIfClosed(DuplexStream stream) throws TransportException {
        if (closed) {
            open.remove(stream);
            stream.close();
            throw new TransportException("Tried to connect to " + describe() + ", but this client is closed.");
        }
    }

    /** gRPC leaves the closing of sockets to its executor, which may have ended before. */
    @Override
    public void close() {
        closed = true;
        open.forEach(DuplexStream::close);
    }

    @Override
    public String describe() {
        return dialer.describe();
    }

    private final class Connection implements WatchedStream.Watcher {
        private final AtomicReference<IOException> failure = new AtomicReference<>();
        private final DuplexStream stream;
        private ScheduledFuture<?> limit;
        private boolean heard;

        Connection(DuplexStream stream) throws IOException {
            this.stream = stream;
            open.add(stream);
            refuseIfClosed(stream);
        }

        @Override
        public synchronized void greeted() {
            if (!heard) {
                limit = timer.schedule(this::giveUp, firstAnswer.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        private void giveUp() {
            failed(new TransportException("Tried to speak gRPC with " + describe() + ", but got no answer within "
                    + firstAnswer.toMillis() / 1000.0 + " s."));
            ended();
        }

        @Override
        public synchronized void answered() {
            heard = true;
            if (limit != null) {
                limit.cancel(false);
            }
        }

        @Override
        public void ended() {
            open.remove(stream);
            stream.close();
        }

        @Override
        public IOException failed(IOException e) {
            failure.compareAndSet(null, e);
            return failure.get();
        }
    }
}
