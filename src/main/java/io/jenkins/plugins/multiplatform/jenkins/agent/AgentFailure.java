package io.jenkins.plugins.multiplatform.jenkins.agent;

import io.jenkins.plugins.multiplatform.job.AgentText;
import java.io.IOException;
import java.util.stream.Stream;
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
    private static final int MAX_FRAMES = 500;
    private static final int MAX_NAME = 300;
    private static final int MAX_MESSAGE = 64 << 10;

    private AgentFailure(String message, StackTraceElement[] trace) {
        super(message);
        setStackTrace(trace);
    }

    /** Also of what came from an agent, whose texts may be of any kind and length. */
    public static AgentFailure of(Throwable fault) {
        return of(fault, DEEPEST_CAUSE);
    }

    private static AgentFailure of(Throwable fault, int depth) {
        AgentFailure failure = new AgentFailure(AgentText.lines(message(fault), MAX_MESSAGE), trace(fault));
        if (fault.getCause() != null && depth > 0) {
            failure.initCause(of(fault.getCause(), depth - 1));
        }
        return failure;
    }

    /** What was made here before has the name of the first exception in its text. */
    private static String message(Throwable fault) {
        boolean named = fault instanceof AgentFailure || fault.getClass() == IOException.class;
        return named && fault.getMessage() != null ? fault.getMessage() : fault.toString();
    }

    private static StackTraceElement[] trace(Throwable fault) {
        return Stream.of(fault.getStackTrace())
                .limit(MAX_FRAMES)
                .map(frame -> new StackTraceElement(
                        AgentText.line(frame.getClassName(), MAX_NAME),
                        AgentText.line(frame.getMethodName(), MAX_NAME),
                        AgentText.line(frame.getFileName(), MAX_NAME),
                        frame.getLineNumber()))
                .toArray(StackTraceElement[]::new);
    }
}
