package io.jenkins.plugins.multiplatform.concurrent;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tasks that can be ended together; after that none begins. */
public final class TaskGroup {
    private final Set<Task> running = new HashSet<>();
    private Reason reason;

    /** Begins a task of the calling thread, which must close it; nothing if the group has ended. */
    public synchronized Optional<Task> begin() {
        if (reason != null) {
            return Optional.empty();
        }
        Task task = new Task(this::remove);
        running.add(task);
        return Optional.of(task);
    }

    private synchronized void remove(Task task) {
        running.remove(task);
    }

    /**
     * Lets no task begin any more; those that run go on.
     *
     * @return false if the group had ended before
     */
    public synchronized boolean end(Reason why) {
        boolean first = reason == null;
        if (first || why.outranks(reason)) {
            reason = why;
        }
        return first;
    }

    /** Ends the group and cancels what runs. */
    public void cancel(Reason why) {
        List<Task> all;
        synchronized (this) {
            end(why);
            all = List.copyOf(running);
        }
        all.forEach(task -> task.cancel(why));
    }

    /** Why the group ended; nothing while it has not. */
    public synchronized Optional<Reason> reason() {
        return Optional.ofNullable(reason);
    }
}
