package io.jenkins.plugins.multiplatform.relay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Keeps for the next what costs too much to make for each file; for things with memory outside the heap. */
final class Pool<T> implements AutoCloseable {
    private static final int KEPT = 16;

    private final Supplier<T> maker;
    private final Consumer<T> cleaner;
    private final Consumer<T> ender;
    private final Deque<T> idle = new ArrayDeque<>();
    private boolean closed;

    Pool(Supplier<T> maker, Consumer<T> cleaner, Consumer<T> ender) {
        this.maker = maker;
        this.cleaner = cleaner;
        this.ender = ender;
    }

    T borrow() {
        synchronized (this) {
            if (!idle.isEmpty()) {
                return idle.pop();
            }
        }
        return maker.get();
    }

    void giveBack(T one) {
        synchronized (this) {
            if (!closed && idle.size() < KEPT) {
                cleaner.accept(one);
                idle.push(one);
                return;
            }
        }
        ender.accept(one);
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(ender);
        idle.clear();
    }
}
