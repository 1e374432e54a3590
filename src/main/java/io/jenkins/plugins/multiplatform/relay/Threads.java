package io.jenkins.plugins.multiplatform.relay;

import java.io.InterruptedIOException;

/** What the package's threads have in common: they never keep a JVM alive, and their name tells whose they are. */
final class Threads {
    private Threads() {}

    static Thread start(String name, Body body) {
        Thread thread = daemon(name, () -> {
            try {
                body.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        return thread;
    }

    static Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
    }

    /** For methods that may only throw an IOException. */
    static InterruptedIOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        InterruptedIOException io = new InterruptedIOException("Interrupted while waiting for another agent");
        io.initCause(e);
        return io;
    }

    @FunctionalInterface
    interface Body {
        void run() throws InterruptedException;
    }
}
