package io.jenkins.plugins.multiplatform.relay;

/** What one request may still send, in bytes of whole frames. */
final class CreditGate {
    /** No honest receiver gives more, as its own pool is no larger. */
    private static final int LIMIT = WindowPool.SIZE;

    private int available;
    private int largest;
    private boolean ended;

    CreditGate(int initial) throws ProtocolException {
        add(initial);
    }

    synchronized void add(int bytes) throws ProtocolException {
        if (bytes <= 0 || bytes > LIMIT - available) {
            throw new ProtocolException("gave a credit of " + bytes + " bytes in addition to " + available + ", where "
                    + LIMIT + " are allowed");
        }
        available += bytes;
        largest = Math.max(largest, available);
        notifyAll();
    }

    /** @throws EndedException if the request ends first */
    synchronized void take(int bytes) throws EndedException, InterruptedException {
        while (!ended && available < bytes) {
            wait();
        }
        if (ended) {
            throw new EndedException();
        }
        available -= bytes;
    }

    /**
     * How much content to put into a frame. Half of the most that was ever available: the receiver holds back up to a
     * quarter of its window before it gives credit again, and a frame that does not fit would wait for ever.
     */
    synchronized int blockSize() {
        int half = largest / 2 - Frame.HEADER - Integer.BYTES;
        return Math.max(1, Math.min(BlockEncoder.LARGEST, half));
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Nobody wants the rest. */
    static final class EndedException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
