package io.jenkins.plugins.multiplatform.jenkins.fleet;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.remoting.Callable;
import hudson.remoting.Channel;
import hudson.remoting.ChannelClosedException;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.multiplatform.job.AgentLostException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Questions to the agent of a step, outside of leases: each ends with the agent, however that ends, with the step, which
 * interrupts the caller, or at a deadline.
 */
@Restricted(NoExternalUse.class)
public final class AgentCall {
    private final VirtualChannel channel;
    private final String agent;

    /** @param agent its name, for the text when it is lost; empty for the controller's own node */
    public AgentCall(VirtualChannel channel, String agent) {
        this.channel = channel;
        this.agent = agent.isEmpty() ? "built-in" : agent;
    }

    /** To the agent that has a folder. */
    public static AgentCall to(FilePath workspace) {
        Computer computer = workspace.toComputer();
        return new AgentCall(workspace.getChannel(), computer == null ? "" : computer.getName());
    }

    /**
     * Asks for as long as the agent is there.
     *
     * @throws AbortException if the agent was lost; {@code retry(conditions: [agent()])} knows its cause
     * @throws IOException what the agent said for users
     */
    public <V> V call(Callable<V, IOException> task) throws IOException, InterruptedException {
        try {
            return new RemoteCall(channel, List.of(new AgentWatch(channel, agent, true))).call(task);
        } catch (AgentLostException e) {
            throw lost(e);
        }
    }

    /**
     * Asks what must be answered soon.
     *
     * @throws IOException what the agent said for users, or that it said nothing
     */
    public <V, T extends Exception> V call(Callable<V, T> task, long seconds) throws IOException, InterruptedException {
        try {
            return RemoteCall.within(channel, task, seconds);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure
                    ? failure
                    : new IOException(String.valueOf(e.getCause().getMessage()), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("agent " + agent + " did not answer within " + seconds + " s", e);
        }
    }

    /** In one line for users; a closed channel as its cause is what {@code retry(conditions: [agent()])} knows. */
    private static IOException lost(AgentLostException e) {
        AbortException lost = new AbortException(e.getMessage());
        lost.initCause(new ChannelClosedException((Channel) null, null));
        return lost;
    }
}
