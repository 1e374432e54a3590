package io.jenkins.plugins.multiplatform.relay;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What a request has received and nobody has read yet. Its window bounds it: the sender has that much credit, and gets
 * more as blocks are read. Filled by the thread that must not wait, emptied by a reader.
 */
final class Inbox {
    private static final int PARTS_PER_CREDIT = 4;

    private final int id;
    private final Link link;
    private final WindowPool pool;
    private final Deque<byte[]> blocks = new ArrayDeque<>();
    /** Bytes taken from the pool. */
    private int window;
    /** Bytes that the peer may still send. */
    private int granted;
    /** Bytes of frames in {@link #blocks}, and of the one that is being read. */
    private int unread;

    private int reading;
    /** Read, but not yet given back as credit. */
    private int owed;

    private int receivedSinceGrowth;
    private boolean ended;
    private boolean gone;
    private boolean discarded;
    private IOException failure;

    Inbox(int id, Link link, WindowPool pool, int window) {
        this.id = id;
        this.link = link;
        this.pool = pool;
        this.window = window;
        this.granted = window;
    }

    synchronized void add(Frame frame) throws ProtocolException {
        int size = frame.wireSize();
        if (size > granted) {
            throw new ProtocolException("sent more than it was allowed (request " + id + ")");
        }
        granted -= size;
        receivedSinceGrowth += size;
        if (!discarded) {
            unread += size;
            blocks.add(frame.payload());
            notifyAll();
        }
    }

    void end() {
        end(null, false);
    }

    void gone() {
        end(null, true);
    }

    void fail(IOException cause) {
        end(cause, false);
    }

    private synchronized void end(IOException cause, boolean isGone) {
        if (!ended) {
            ended = true;
            failure = cause;
            gone = isGone;
            settle();
            notifyAll();
        }
    }

    /** Nobody reads any more: what comes is dropped. False if the request had ended anyway. */
    synchronized boolean discard() {
        discarded = true;
        blocks.clear();
        unread = 0;
        reading = 0;
        if (ended) {
            settle();
        }
        notifyAll();
        return !ended;
    }

    /** After the end only what is here still needs its memory. */
    private void settle() {
        pool.release(window - unread);
        window = unread;
    }

    /** Waits for the first answer: false if the file is gone. */
    synchronized boolean exists() throws IOException, InterruptedException {
        awaitBlockOrEnd();
        if (blocks.isEmpty() && failure != null) {
            throw failed();
        }
        return !gone;
    }

    /** The next block; empty at the end. The one before it counts as read from now on. */
    Optional<byte[]> take() throws IOException, InterruptedException {
        int credit = afterReading();
        if (credit > 0) {
            link.send(Frame.credit(id, credit));
        }
        synchronized (this) {
            awaitBlockOrEnd();
            if (discarded) {
                throw new IOException("The answer to request " + id + " was closed before it was read");
            }
            byte[] block = blocks.poll();
            if (block == null) {
                if (failure != null) {
                    throw failed();
                }
                return Optional.empty();
            }
            reading = Frame.HEADER + block.length;
            return Optional.of(block);
        }
    }

    private void awaitBlockOrEnd() throws InterruptedException {
        while (blocks.isEmpty() && !ended && !discarded) {
            wait();
        }
    }

    private IOException failed() {
        return failure instanceof RelayException lost ? lost.again() : failure;
    }

    /** Gives what was read back to the sender, or to the pool. */
    private synchronized int afterReading() {
        unread -= reading;
        owed += reading;
        reading = 0;
        if (ended) {
            settle();
            return 0;
        }
        int growth = growth();
        if (growth == 0 && owed < window / PARTS_PER_CREDIT) {
            return 0;
        }
        int credit = owed + growth;
        owed = 0;
        granted += credit;
        return credit;
    }

    /** A reader that finds nothing though a whole window came was held up by the window. */
    private int growth() {
        int growth = Math.min(window, WindowPool.LARGEST - window);
        if (growth <= 0 || !blocks.isEmpty() || receivedSinceGrowth < window || !pool.trySpare(growth)) {
            return 0;
        }
        window += growth;
        receivedSinceGrowth = 0;
        return growth;
    }
}
