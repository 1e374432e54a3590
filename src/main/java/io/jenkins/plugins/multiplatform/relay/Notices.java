package io.jenkins.plugins.multiplatform.relay;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Lines for the log, which may be slow: kept by threads that must not wait, written by those that may. */
final class Notices {
    private static final int MOST = 20;

    private final Consumer<String> log;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    Notices(Consumer<String> log) {
        this.log = log;
    }

    void add(String line) {
        int number = count.incrementAndGet();
        if (number < MOST) {
            lines.add(line);
        } else if (number == MOST) {
            lines.add("more was refused, which is not logged");
        }
    }

    /** One thread at a time: the line that ends them must come last. */
    synchronized void write() {
        for (String line = lines.poll(); line != null; line = lines.poll()) {
            log.accept(line);
        }
    }
}
