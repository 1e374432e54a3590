// Declared after the real classes by src/central/signatures. Not to be edited.
package org.jenkinsci.plugins.workflow.steps;

public abstract class StepExecution implements java.io.Serializable {
    protected StepExecution(org.jenkinsci.plugins.workflow.steps.StepContext p0) {}
    public native org.jenkinsci.plugins.workflow.steps.StepContext getContext();
    public native java.lang.String getStatus();
    public native void onResume();
    public abstract boolean start() throws java.lang.Exception;
    public native void stop(java.lang.Throwable p0) throws java.lang.Exception;
}
