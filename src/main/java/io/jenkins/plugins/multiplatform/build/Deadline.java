package io.jenkins.plugins.multiplatform.build;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Interrupts the thread that made it when its time is over, unless it was ended before. */
final class Deadline {
    private final Thread worker = Thread.currentThread();
    private final ScheduledFuture<?> alarm;
    private boolean ended;
    private boolean expired;

    private Deadline(ScheduledExecutorService timer, Duration limit) {
        alarm = timer.schedule(this::expire, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    static Deadline start(ScheduledExecutorService timer, Duration limit) {
        return new Deadline(timer, limit.isZero() ? Duration.ofDays(Short.MAX_VALUE) : limit);
    }

    static ScheduledExecutorService timer() {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "multi-platform build: time limits");
            thread.setDaemon(true);
            return thread;
        });
    }

    private synchronized void expire() {
        if (!ended) {
            expired = true;
            worker.interrupt();
        }
    }

    /** Says whether the time was over; if so, the interrupt that told it is gone. */
    synchronized boolean end() {
        ended = true;
        alarm.cancel(false);
        if (expired) {
            Thread.interrupted();
        }
        return expired;
    }
}
