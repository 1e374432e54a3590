package io.jenkins.plugins.multiplatform.registry;

import java.time.Duration;

/**
 * How slow a transfer may be: a peer that sends or takes a byte now and then would else hold it for years.
 *
 * <p>Not safe for use by several threads.
 */
final class Pace {
    /** Slower than any line, on an average over the time in which something must move at all. */
    static final int MIN_BYTES_PER_SECOND = 1024;

    private final Duration idle;
    private long waited;
    private long bytes;

    /** @param idle how long nothing may move; the average is of at least this time */
    Pace(Duration idle) {
        this.idle = idle;
    }

    Duration idle() {
        return idle;
    }

    /** @param nanos that were waited for the peer since the last call */
    boolean isTooSlow(long nanos, long moved) {
        waited += nanos;
        bytes += moved;
        if (waited < idle.toNanos()) {
            return false;
        }
        boolean slow = bytes / (waited / 1e9) < MIN_BYTES_PER_SECOND;
        waited = 0;
        bytes = 0;
        return slow;
    }
}
