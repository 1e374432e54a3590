package io.jenkins.plugins.multiplatform.jenkins.agent;

import hudson.AbortException;
import java.io.IOException;
import java.io.Serializable;
import jenkins.agents.ControllerToAgentCallable;

/**
 * Work for an agent. Interrupting the controller's thread that waits for it interrupts the agent's, and nothing but
 * types of Jenkins, Java and this plugin comes back.
 *
 * @param <V> of a type that this plugin defines
 */
interface AgentTask<V extends Serializable> extends ControllerToAgentCallable<V, IOException> {
    /**
     * @throws AbortException with a text for users
     */
    V run() throws AbortException, InterruptedException;

    @Override
    default V call() throws IOException {
        try {
            return run();
        } catch (AbortException e) {
            throw e;
        } catch (InterruptedException e) {
            // The flag stays off: remoting sends this answer with the same thread.
            throw new AbortException("interrupted");
        } catch (RuntimeException e) {
            throw AgentFailure.of(e);
        }
    }
}
