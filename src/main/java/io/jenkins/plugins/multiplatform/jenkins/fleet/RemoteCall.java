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
        Future<V> answer = channel.callAsync(task);
        try {
            return await(answer);
        } catch (ExecutionException e) {
            throw explain(e.getCause());
        } catch (CancellationException e) {
            throw watches.get(0).lost("its work was cancelled", e);
        } catch (InterruptedException e) {
            cancel(answer);
            if (!ended.await(CANCEL_SECONDS, TimeUnit.SECONDS)) {
                LOGGER.fine(() -> "an agent does not say that it stopped: " + task);
            }
            throw e;
        } catch (AgentLostException e) {
            // Should it only have been away, it stops when it is back; nobody waits for that.
            cancel(answer);
            throw e;
        }
    }

    private <V> V await(Future<V> answer) throws ExecutionException, AgentLostException, InterruptedException {
        while (true) {
            try {
                return answer.get(1, TimeUnit.SECONDS);
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
        for (Throwable at = cause; at != null; at = at.getCause()) {
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

    /** Writing to a frozen agent may block. */
    private static void cancel(Future<?> answer) {
        Computer.threadPoolForRemoting.execute(() -> answer.cancel(true));
    }
}
