package io.jenkins.plugins.multiplatform.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.multiplatform.builder.BuilderException;
import io.jenkins.plugins.multiplatform.job.InvalidArgumentException;
import java.io.IOException;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;

/** What the steps have in common: a thread of their own, and errors that users understand without a stack trace. */
abstract class EngineStepExecution<T extends Serializable> extends SynchronousNonBlockingStepExecution<T> {
    private static final long serialVersionUID = 1L;

    EngineStepExecution(StepContext context) {
        super(context);
    }

    abstract T execute() throws IOException, InterruptedException, BuilderException, InvalidArgumentException;

    @Override
    protected final T run() throws IOException {
        try {
            return execute();
        } catch (BuilderException | InvalidArgumentException e) {
            throw new AbortException(e.getMessage());
        } catch (InterruptedException e) {
            // Shown below the reason of the abort; where it happened is of no use to anybody.
            AbortException stopped = new AbortException("stopped");
            stopped.setStackTrace(new StackTraceElement[0]);
            throw stopped;
        }
    }
}
