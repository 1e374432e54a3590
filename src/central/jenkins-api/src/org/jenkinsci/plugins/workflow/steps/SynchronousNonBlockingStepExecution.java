// Declared after the real classes by src/central/signatures. Not to be edited.
package org.jenkinsci.plugins.workflow.steps;

public abstract class SynchronousNonBlockingStepExecution<T> extends org.jenkinsci.plugins.workflow.steps.StepExecution {
    protected SynchronousNonBlockingStepExecution(org.jenkinsci.plugins.workflow.steps.StepContext p0) { super((org.jenkinsci.plugins.workflow.steps.StepContext) null); }
    protected abstract T run() throws java.lang.Exception;
    public final native boolean start() throws java.lang.Exception;
}
