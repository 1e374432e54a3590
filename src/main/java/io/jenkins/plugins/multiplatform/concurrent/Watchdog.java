package io.jenkins.plugins.multiplatform.concurrent;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks after tasks from a thread of its own. */
public final class Watchdog implements AutoCloseable {
    private final ScheduledExecutorService timer;

    /** @param threadName for thread dumps */
    public Watchdog(String threadName) {
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Cancels a task that still runs after a time.
     *
     * @param limit zero for none
     */
    public void limit(Task task, Duration limit) {
        if (!limit.isZero()) {
            Reason reason = new Reason.TimedOut(limit);
            end(timer.schedule(() -> task.cancel(reason), limit.toMillis(), TimeUnit.MILLISECONDS), task);
        }
    }

    /**
     * Looks again and again while a task runs, with pauses between.
     *
     * @param look must neither wait nor throw
     */
    public void every(Duration pause, Task task, Runnable look) {
        long millis = Math.max(1, pause.toMillis());
        end(timer.scheduleWithFixedDelay(look, millis, millis, TimeUnit.MILLISECONDS), task);
    }

    private static void end(Future<?> work, Task task) {
        task.onClose(() -> work.cancel(false));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
