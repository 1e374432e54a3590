package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.imagetools.ImageToolsException;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Requests to registries that do not need each other's answers. One after the other they would add up to a large part of
 * a cached build.
 */
final class AtOnce<T> implements AutoCloseable {
    /** As many as HTTP clients usually open to one server. */
    private static final int MOST = 6;

    private static final long END_SECONDS = 5;

    private final ExecutorService executor = Executors.newFixedThreadPool(MOST, task -> {
        Thread thread = new Thread(task, "registry requests");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Future<T>> sent = new ArrayList<>();

    /** One request, or several that follow from each other. */
    interface Request<T> {
        T send() throws BuildException, ImageToolsException, RegistryException, InterruptedException;
    }

    /** Does not wait. */
    void send(Request<T> request) {
        sent.add(executor.submit(request::send));
    }

    /**
     * Waits for all.
     *
     * @return in the order of their requests
     * @throws RegistryException or one of the others, of the first request that failed in that order
     */
    List<T> answers() throws BuildException, ImageToolsException, RegistryException, InterruptedException {
        List<T> answers = new ArrayList<>();
        for (Future<T> answer : sent) {
            try {
                answers.add(answer.get());
            } catch (ExecutionException e) {
                throw cause(e);
            }
        }
        return answers;
    }

    private static RuntimeException cause(ExecutionException e)
            throws BuildException, ImageToolsException, RegistryException, InterruptedException {
        Throwable cause = e.getCause();
        if (cause instanceof BuildException failure) {
            throw failure;
        }
        if (cause instanceof ImageToolsException failure) {
            throw failure;
        }
        if (cause instanceof RegistryException failure) {
            throw failure;
        }
        if (cause instanceof InterruptedException failure) {
            throw failure;
        }
        return new IllegalStateException(cause);
    }

    /** Interrupts those that nobody waits for any more. */
    @Override
    public void close() {
        executor.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            executor.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
