package io.jenkins.plugins.multiplatform.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Work of the thread that began it, which other threads may cancel until it is closed. Only cancelling interrupts it,
 * and only closing clears the interrupt.
 */
public final class Task implements AutoCloseable {
    private final Thread worker = Thread.currentThread();
    private final Consumer<Task> onClose;
    private final List<Runnable> ends = new ArrayList<>();
    private Reason reason;
    private boolean closed;

    Task(Consumer<Task> onClose) {
        this.onClose = onClose;
    }

    /**
     * Interrupts the work; again if it is cancelled again.
     *
     * @return false if the work had ended before
     */
    public synchronized boolean cancel(Reason why) {
        if (closed) {
            return false;
        }
        if (reason == null || why.outranks(reason)) {
            reason = why;
        }
        worker.interrupt();
        return true;
    }

    /** Nothing while it was not cancelled, whoever interrupted the thread. */
    public synchronized Optional<Reason> reason() {
        return Optional.ofNullable(reason);
    }

    /** @param end what must end with the task; done at once if it has ended */
    void onClose(Runnable end) {
        synchronized (this) {
            if (!closed) {
                ends.add(end);
                return;
            }
        }
        end.run();
    }

    /** To be called by the worker. An interrupt that was meant for this work does not reach the thread's next one. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (reason != null) {
                Thread.interrupted();
            }
        }
        ends.forEach(Runnable::run);
        onClose.accept(this);
    }
}
