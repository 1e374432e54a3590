package io.jenkins.plugins.multiplatform.relay;

import java.util.concurrent.Semaphore;

/**
 * The memory that one end has for content that was sent and not yet read: the sum of all windows. It is no larger than
 * what remoting lets be on its way ({@code hudson.remoting.Channel.pipeWindowSize}), so that remoting's own limit,
 * which stops more than us, is never reached.
 */
final class WindowPool {
    /** In bytes, of all requests of a link. */
    static final int SIZE = 1 << 20;
    /** What a request starts with. */
    static final int FIRST = 64 << 10;
    /** What one may grow to. */
    static final int LARGEST = 512 << 10;
    /** What can wait is only done while this much stays free, or a few whose readers have stopped would leave others none. */
    private static final int RESERVE = SIZE / 2;

    private static final int ENOUGH_FOR_ALL = 1 << 29;

    private final Semaphore free;

    private WindowPool(int size) {
        free = new Semaphore(size, true);
    }

    static WindowPool ofLink() {
        return new WindowPool(SIZE);
    }

    /** Windows of requests that never grow. */
    static WindowPool fixed() {
        return new WindowPool(0);
    }

    /** Waits for room; returns at once when the link has ended. */
    void acquire(int bytes) throws InterruptedException {
        free.acquire(bytes);
    }

    /** Takes what is not needed most: to grow, or to read ahead. */
    boolean trySpare(int bytes) {
        return free.availablePermits() - bytes >= RESERVE && free.tryAcquire(bytes);
    }

    /** Takes what is needed; false if there is no room. */
    boolean tryAcquire(int bytes) {
        return free.tryAcquire(bytes);
    }

    void release(int bytes) {
        free.release(bytes);
    }

    boolean hasWaiters() {
        return free.hasQueuedThreads();
    }

    int available() {
        return free.availablePermits();
    }

    void end() {
        free.release(ENOUGH_FOR_ALL);
    }
}
