package io.jenkins.plugins.multiplatform.relay;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * One end of the connection between W and N. Frames come in through {@link #sink}, on a thread that must not wait, and
 * leave through the stream given to {@link #start}, on a thread of our own.
 */
final class Link implements Closeable {
    private static final long SENDER_END_MILLIS = 1000;

    private final String peer;
    private final Heartbeat heartbeat;
    private final Receiver receiver;
    private final FrameSender sender = new FrameSender();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final List<Consumer<IOException>> listeners = new ArrayList<>();
    private volatile boolean heard;
    private RelayException end;
    private boolean toldListeners;
    private OutputStream out;
    private Thread writer;

    /** @param peer names the other end in texts, such as {@code agent linux-1} */
    Link(String peer, Heartbeat heartbeat, Receiver receiver) {
        this.peer = peer;
        this.heartbeat = heartbeat;
        this.receiver = receiver;
    }

    /** Hears of frames and of the end; must not wait for anything. */
    interface Receiver {
        void received(Frame frame) throws ProtocolException;

        void ended(RelayException cause);
    }

    /** What the peer's bytes are written into, by one thread at a time. Its writes never wait. */
    OutputStream sink() {
        return new LinkSink(this);
    }

    /** @param peerStream where bytes to the peer go; may block, is closed at the end */
    synchronized void start(OutputStream peerStream) {
        if (out != null) {
            throw new IllegalStateException("started before");
        }
        out = peerStream;
        if (end != null) {
            Threads.start(name("close"), this::closeOut);
            return;
        }
        writer = Threads.start(name("sender"), () -> write(peerStream));
        Threads.start(name("heartbeat"), () -> heartbeat.watch(this));
    }

    String name(String what) {
        return "relay to " + peer + " " + what;
    }

    private void write(OutputStream stream) throws InterruptedException {
        try {
            sender.drain(stream);
        } catch (IOException | RuntimeException e) {
            // Any: a link that sends nothing more and does not end would hold all that wait for it.
            lose("it can't be written to: " + e, e);
        }
    }

    void received(Frame frame) throws ProtocolException {
        bytesIn.add(frame.wireSize());
        switch (frame.type()) {
            case PING -> send(Frame.empty(FrameType.PONG, 0));
            case PONG -> {
                // That it came was noted where bytes arrive.
            }
            default -> receiver.received(frame);
        }
    }

    void heard() {
        heard = true;
    }

    boolean heardSinceLastAsked() {
        boolean now = heard;
        heard = false;
        return now;
    }

    /** Sends something small without waiting; nothing once the link has ended. */
    void send(Frame frame) {
        if (sender.offer(frame)) {
            bytesOut.add(frame.wireSize());
        } else {
            lose("it asks and does not read the answers: more than " + FrameSender.LIMIT + " bytes wait for it");
        }
    }

    /** Sends content, for which there must be credit; waits while much else is waiting. */
    void sendData(Frame frame) throws IOException, InterruptedException {
        throwIfEnded();
        sender.put(frame);
        throwIfEnded();
        bytesOut.add(frame.wireSize());
    }

    void throwIfEnded() throws RelayException {
        Optional<RelayException> cause = end();
        if (cause.isPresent()) {
            throw cause.get().again();
        }
    }

    /** Why the link has ended, if it has. */
    synchronized Optional<RelayException> end() {
        return Optional.ofNullable(end);
    }

    synchronized boolean awaitEnd(long millis) throws InterruptedException {
        long until = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; end == null && left > 0; left = (until - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return end != null;
    }

    void lose(String why) {
        lose(why, null);
    }

    void lose(String why, Throwable cause) {
        end(RelayException.lost(peer, why, cause));
    }

    void broke(ProtocolException violation) {
        lose(
                "it " + violation.getMessage() + ", against the protocol. Do both agents run the same version of the"
                        + " plugin?",
                violation);
    }

    /** Ends the link once, without waiting: what may take long has a thread of its own. */
    private void end(RelayException cause) {
        synchronized (this) {
            if (end != null) {
                return;
            }
            end = cause;
            notifyAll();
        }
        sender.stop();
        receiver.ended(cause);
        Threads.start(name("close"), () -> {
            try {
                tell(cause);
            } finally {
                closeOut();
            }
        });
    }

    private void tell(RelayException cause) {
        List<Consumer<IOException>> told;
        synchronized (this) {
            toldListeners = true;
            told = List.copyOf(listeners);
        }
        told.forEach(listener -> listener.accept(cause));
    }

    private void closeOut() throws InterruptedException {
        OutputStream stream;
        Thread writing;
        synchronized (this) {
            stream = out;
            writing = writer;
        }
        if (writing != null) {
            writing.interrupt();
            writing.join(SENDER_END_MILLIS);
        }
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                // The peer hears of the end by its own deadline.
            }
        }
    }

    /** Called once, on a thread of the link's own, or at once if the link has ended before. */
    void onEnd(Consumer<IOException> listener) {
        RelayException cause;
        synchronized (this) {
            if (!toldListeners) {
                listeners.add(listener);
                return;
            }
            cause = end;
        }
        listener.accept(cause);
    }

    long bytesIn() {
        return bytesIn.sum();
    }

    long bytesOut() {
        return bytesOut.sum();
    }

    int peak() {
        return sender.peak();
    }

    @Override
    public void close() {
        lose("it was closed here, as the build needs it no more");
    }
}
