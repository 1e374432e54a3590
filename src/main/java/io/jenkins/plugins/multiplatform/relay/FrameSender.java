package io.jenkins.plugins.multiplatform.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The queue before the peer's stream, and what empties it. Each write there is a command of its own, sent and
 * acknowledged on every hop, so that frames leave together, up to {@link #WRITE} bytes, and are never flushed.
 */
final class FrameSender {
    private static final int WRITE = 128 << 10;
    /** What {@link #put} lets the queue grow to, in bytes. */
    static final int WAITING_LIMIT = 256 << 10;
    /** What requests, answers and credits may add to that in honest use, in bytes. */
    static final int SLACK = 64 << 10;
    /** What {@link #offer} lets the queue grow to, in bytes: answers to a peer that asks and does not read. */
    static final int LIMIT = 2 << 20;

    private final Deque<Frame> queue = new ArrayDeque<>();
    /** Bytes of the first frame that have left. */
    private int sent;

    private int queued;
    private int peak;
    private boolean stopped;

    /** Never waits. False if the queue is full; what comes after a stop is dropped. */
    synchronized boolean offer(Frame frame) {
        if (stopped) {
            return true;
        }
        if (queued + frame.wireSize() > LIMIT) {
            return false;
        }
        add(frame);
        return true;
    }

    /** Waits for room. */
    synchronized void put(Frame frame) throws InterruptedException {
        while (!stopped && queued > 0 && queued + frame.wireSize() > WAITING_LIMIT) {
            wait();
        }
        if (!stopped) {
            add(frame);
        }
    }

    private void add(Frame frame) {
        queue.add(frame);
        queued += frame.wireSize();
        peak = Math.max(peak, queued);
        notifyAll();
    }

    synchronized void stop() {
        stopped = true;
        queue.clear();
        notifyAll();
    }

    /** The most bytes that ever waited. */
    synchronized int peak() {
        return peak;
    }

    /** Writes until the stop. */
    void drain(OutputStream peer) throws IOException, InterruptedException {
        byte[] buffer = new byte[WRITE];
        for (int count = fill(buffer); count > 0; count = fill(buffer)) {
            peer.write(buffer, 0, count);
        }
    }

    private synchronized int fill(byte[] buffer) throws InterruptedException {
        while (!stopped && queue.isEmpty()) {
            wait();
        }
        int count = 0;
        while (count < buffer.length && !queue.isEmpty()) {
            Frame frame = queue.peek();
            int copied = frame.copy(sent, buffer, count);
            count += copied;
            sent += copied;
            if (sent == frame.wireSize()) {
                queue.remove();
                sent = 0;
            }
        }
        queued -= count;
        notifyAll();
        return count;
    }
}
