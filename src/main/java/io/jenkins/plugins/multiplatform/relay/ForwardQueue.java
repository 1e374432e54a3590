package io.jenkins.plugins.multiplatform.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One direction of a {@link RelayForward}: a queue that is written into without waiting, and emptied by a thread of its
 * own.
 */
final class ForwardQueue extends OutputStream {
    /** In bytes. Honest ends have credit for half of it on the way, and some more is requests and answers. */
    static final int LIMIT = (2 << 20) + FrameSender.SLACK;

    private static final int WRITE = 128 << 10;

    private final String from;
    private final String to;
    private final RelayForward owner;
    private final Deque<byte[]> chunks = new ArrayDeque<>();
    /** Bytes of the first chunk that have left. */
    private int sent;

    private int queued;
    private int peak;
    private long total;
    private boolean closed;
    private boolean dropped;

    ForwardQueue(String from, String to, RelayForward owner) {
        this.from = from;
        this.to = to;
        this.owner = owner;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!add(bytes, offset, length)) {
            owner.close(new RelayException("Ended the relay of a build context: " + from + " sent more than it was"
                    + " allowed, over " + LIMIT + " bytes wait for " + to
                    + ". Do both agents run the same version of the plugin?"));
        }
        owner.throwIfClosed();
    }

    private synchronized boolean add(byte[] bytes, int offset, int length) {
        if (closed || length == 0) {
            return true;
        }
        if (queued + length > LIMIT) {
            return false;
        }
        byte[] chunk = new byte[length];
        System.arraycopy(bytes, offset, chunk, 0, length);
        chunks.add(chunk);
        queued += length;
        peak = Math.max(peak, queued);
        notifyAll();
        return true;
    }

    /** The sender has finished; what waits is still forwarded. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized void drop() {
        closed = true;
        dropped = true;
        chunks.clear();
        queued = 0;
        notifyAll();
    }

    /** Until the end of what is to be forwarded. */
    void drain(OutputStream target) throws IOException, InterruptedException {
        byte[] buffer = new byte[WRITE];
        for (int count = fill(buffer); count > 0; count = fill(buffer)) {
            target.write(buffer, 0, count);
        }
    }

    private synchronized int fill(byte[] buffer) throws InterruptedException {
        while (chunks.isEmpty() && !closed) {
            wait();
        }
        int count = 0;
        while (count < buffer.length && !chunks.isEmpty()) {
            byte[] chunk = chunks.peek();
            int part = Math.min(buffer.length - count, chunk.length - sent);
            System.arraycopy(chunk, sent, buffer, count, part);
            count += part;
            sent += part;
            if (sent == chunk.length) {
                chunks.remove();
                sent = 0;
            }
        }
        queued -= count;
        total += count;
        return dropped ? 0 : count;
    }

    String describe() {
        return "relay from " + from + " to " + to;
    }

    String from() {
        return from;
    }

    String to() {
        return to;
    }

    synchronized long total() {
        return total;
    }

    synchronized int peak() {
        return peak;
    }
}
