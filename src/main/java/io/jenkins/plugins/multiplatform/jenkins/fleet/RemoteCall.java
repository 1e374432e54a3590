package io.jenkins.plugins.multiplatform.jenkins.fleet;

import hudson.AbortException;
import hudson.model.Computer;
import hudson.remoting.Callable;
import hudson.remoting.ChannelClosedException;
import hudson.remoting.Future;
import hudson.remoting.RequestAbortedException;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.multiplatform.jenkins.agent.AgentFailure;
import io.jenkins.plugins.multiplatform.job.AgentLostException;
import io.jenkins.plugins.multiplatform.job.AgentText;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Logger;

/** A call to an agent that ends with the agent, however that ends. */
final class RemoteCall {
    private static final Logger LOGGER = Logger.getLogger(RemoteCall.class.getName());
    private static final long CANCEL_SECONDS = 30;
    private static final long LOOK_MILLIS = 1000;
    /** Of an exception that an agent made: its causes may go round in a circle. */
    private static final int DEEPEST_CAUSE = 100;

    private static final int MAX_MESSAGE = 64 << 10;

    private final VirtualChannel channel;
    private final List<AgentWatch> watches;

    /** @param watches that of the agent, and those of others on which the call depends */
    RemoteCall(VirtualChannel channel, List<AgentWatch> watches) {
        this.channel = channel;
        this.watches = List.copyOf(watches);
    }

    /**
     * Interrupting the caller interrupts the agent's thread.
     *
     * @param ended counted down when nothing runs any more on the agent; after an interrupt it is waited for
     * @throws AbortException what the agent said for users
     */
    <V> V call(Callable<V, IOException> task, CountDownLatch ended)
            throws IOException, AgentLostException, InterruptedException {
        Sent<V> answer = new Sent<>(channel, task);
        try {
            return await(answer);
        } catch (ExecutionException e) {
            throw explain(e.getCause());
        } catch (CancellationException e) {
            throw watches.get(0).lost("its work was cancelled", e);
        } catch (InterruptedException e) {
            answer.cancel();
            if (!ended.await(CANCEL_SECONDS, TimeUnit.SECONDS)) {
                LOGGER.fine(() -> "an agent does not say that it stopped: " + task);
            }
            throw e;
        } catch (AgentLostException e) {
            // Should it only have been away, it stops when it is back; nobody waits for that.
            answer.cancel();
            throw e;
        }
    }

    /** The same for a task that needs no wait for its end. */
    <V> V call(Callable<V, IOException> task) throws IOException, AgentLostException, InterruptedException {
        return call(task, new CountDownLatch(0));
    }

    /**
     * A call that ends at a deadline: for those that must be quick, and for work that nobody waits for.
     *
     * @throws ExecutionException with what the agent said
     */
    static <V, T extends Throwable> V within(VirtualChannel channel, Callable<V, T> task, long seconds)
            throws ExecutionException, TimeoutException, InterruptedException {
        Sent<V> answer = new Sent<>(channel, task);
        try {
            return answer.get(TimeUnit.SECONDS.toMillis(seconds));
        } finally {
            answer.cancel();
        }
    }

    private <V> V await(Sent<V> answer) throws ExecutionException, AgentLostException, InterruptedException {
        while (true) {
            try {
                return answer.get(LOOK_MILLIS);
            } catch (TimeoutException e) {
                for (AgentWatch watch : watches) {
                    check(watch);
                }
            }
        }
    }

    private static void check(AgentWatch watch) throws AgentLostException, InterruptedException {
        try {
            watch.check();
        } catch (AgentLostException e) {
            Shutdown.interruptIfComing();
            throw e;
        }
    }

    private IOException explain(Throwable cause) throws AgentLostException, InterruptedException {
        Throwable at = cause;
        for (int depth = 0; at != null && depth < DEEPEST_CAUSE; depth++, at = at.getCause()) {
            if (at instanceof RequestAbortedException
                    || at instanceof ChannelClosedException
                    || at instanceof EOFException) {
                Shutdown.interruptIfComing();
                throw watches.get(0).lost("its connection to Jenkins was closed", cause);
            }
        }
        return cause instanceof AbortException
                ? new AbortException(AgentText.lines(cause.getMessage(), MAX_MESSAGE))
                : AgentFailure.of(cause);
    }

    /** A task on its way to an agent: writing to a frozen one may block, so that is done on another thread. */
    private static final class Sent<V> {
        private final java.util.concurrent.Future<Future<V>> sending;

        Sent(VirtualChannel channel, Callable<V, ?> task) {
            sending = Computer.threadPoolForRemoting.submit(() -> channel.callAsync(task));
        }

        V get(long millis) throws ExecutionException, TimeoutException, InterruptedException {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            Future<V> answer = sending.get(millis, TimeUnit.MILLISECONDS);
            return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        }

        /** Does nothing once it has been answered. */
        void cancel() {
            boolean answered = sending.isDone() && !sending.isCancelled() && isAnswered();
            if (!answered) {
                Computer.threadPoolForRemoting.execute(this::cancelWhenSent);
            }
        }

        private boolean isAnswered() {
            try {
                return sending.get().isDone();
            } catch (ExecutionException e) {
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private void cancelWhenSent() {
            try {
                sending.get().cancel(true);
            } catch (ExecutionException | CancellationException e) {
                // It was never sent.
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
