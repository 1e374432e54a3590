package io.jenkins.plugins.multiplatform.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets Ctrl-C cancel what runs on the nodes before the process ends. */
final class Interrupts {
    private static final long CANCEL_SECONDS = 40;

    private Interrupts() {}

    static <T, E extends Exception> T guard(Work<T, E> work) throws E, InterruptedException {
        Thread worker = Thread.currentThread();
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            worker.interrupt();
            try {
                ended.await(CANCEL_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.run();
        } finally {
            ended.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is ending: the hook is what brought us here.
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Something that can be interrupted. */
    @FunctionalInterface
    interface Work<T, E extends Exception> {
        T run() throws E, InterruptedException;
    }
}
