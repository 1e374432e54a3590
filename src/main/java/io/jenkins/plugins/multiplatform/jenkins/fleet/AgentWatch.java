package io.jenkins.plugins.multiplatform.jenkins.fleet;

import hudson.model.Computer;
import hudson.remoting.Channel;
import hudson.remoting.Future;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.multiplatform.jenkins.agent.PingTask;
import io.jenkins.plugins.multiplatform.job.AgentLostException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Notices an agent that is frozen or cut off: its connection stays up, and what Jenkins does about it takes over five
 * minutes. Asks it every ten seconds whether it is there; no answer for 45 seconds counts as lost.
 */
final class AgentWatch {
    private static final long ASK = Duration.ofSeconds(10).toNanos();
    private static final long PATIENCE = Duration.ofSeconds(45).toNanos();

    private final VirtualChannel channel;
    private final String name;
    private final boolean workspace;
    private volatile long answered = System.nanoTime();
    private volatile long asked = answered;
    private volatile boolean waiting;

    /** @param workspace whether this is the agent that has the sources */
    AgentWatch(VirtualChannel channel, String name, boolean workspace) {
        this.channel = channel;
        this.name = name;
        this.workspace = workspace;
    }

    /** To be called every second or so. */
    void check() throws AgentLostException {
        if (channel instanceof Channel remote && remote.isClosingOrClosed()) {
            throw lost("its connection to Jenkins was closed", remote.getCloseRequestCause());
        }
        long now = System.nanoTime();
        if (now - answered > PATIENCE) {
            throw lost("it has not answered for " + Duration.ofNanos(PATIENCE).toSeconds() + " s", null);
        }
        if (!waiting && now - asked > ASK) {
            asked = now;
            waiting = true;
            // Writing to a frozen agent may block as well.
            Computer.threadPoolForRemoting.execute(this::ask);
        }
    }

    AgentLostException lost(String why, Throwable cause) {
        return new AgentLostException("agent " + name + " was lost: " + why, workspace, cause);
    }

    private void ask() {
        try {
            Future<Boolean> answer = channel.callAsync(new PingTask());
            try {
                answer.get(PATIENCE, TimeUnit.NANOSECONDS);
            } finally {
                answer.cancel(true);
            }
            answered = System.nanoTime();
        } catch (IOException | ExecutionException | TimeoutException | CancellationException e) {
            // Said by the clock, or by the call that is waited for.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting = false;
        }
    }
}
