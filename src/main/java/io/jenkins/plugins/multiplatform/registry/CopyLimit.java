package io.jenkins.plugins.multiplatform.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** How much of blobs may go through this process, and how long: for a process that has other work. */
final class CopyLimit {
    private final long most;
    private final AtomicLong taken = new AtomicLong();
    private final InstantSource clock;
    private final Duration time;
    private final Instant end;
    private final String cure;

    private CopyLimit(long most, InstantSource clock, Duration time, Instant end, String cure) {
        this.most = most;
        this.clock = clock;
        this.time = time;
        this.end = end;
        this.cure = cure;
    }

    static CopyLimit none() {
        return new CopyLimit(Long.MAX_VALUE, Instant::now, Duration.ZERO, Instant.MAX, "");
    }

    /**
     * @param most bytes, those of blobs that are sent again included
     * @param time from now on
     * @param cure what to do, behind a full stop
     */
    static CopyLimit of(long most, Duration time, InstantSource clock, String cure) {
        return new CopyLimit(most, clock, time, clock.instant().plus(time), cure);
    }

    /**
     * Is asked before a blob is sent.
     *
     * @param action for the error's text
     */
    void take(long bytes, String action) throws RegistryException {
        if (taken.addAndGet(bytes) > most) {
            throw new RegistryException(RegistryException.message(
                    action,
                    "it has " + bytes + " bytes, and of all blobs together at most " + most + " may be copied by this"
                            + " process. " + cure));
        }
        if (isOver()) {
            throw new RegistryException(RegistryException.message(action, late()));
        }
    }

    /** Ends a copy that takes too long, though something moves. */
    InputStream watch(InputStream content) {
        return new FilterInputStream(content) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                if (isOver()) {
                    throw new IOException(late());
                }
                return super.read(buffer, offset, length);
            }
        };
    }

    private boolean isOver() {
        return clock.instant().isAfter(end);
    }

    private String late() {
        return "copies by this process may take " + time.toMinutes() + " minutes altogether. " + cure;
    }
}
