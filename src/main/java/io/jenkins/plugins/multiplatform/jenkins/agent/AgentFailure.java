package io.jenkins.plugins.multiplatform.jenkins.agent;

import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A fault of ours on an agent, as it travels to the controller: names and places of the exceptions, not the exceptions,
 * whose types the controller may not know or may refuse.
 */
@Restricted(NoExternalUse.class)
public final class AgentFailure extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int DEEPEST_CAUSE = 20;

    private AgentFailure(String message, StackTraceElement[] trace) {
        super(message);
        setStackTrace(trace);
    }

    static AgentFailure of(Throwable fault) {
        return of(fault, DEEPEST_CAUSE);
    }

    private static AgentFailure of(Throwable fault, int depth) {
        AgentFailure failure = new AgentFailure(fault.toString(), fault.getStackTrace());
        if (fault.getCause() != null && depth > 0) {
            failure.initCause(of(fault.getCause(), depth - 1));
        }
        return failure;
    }
}
