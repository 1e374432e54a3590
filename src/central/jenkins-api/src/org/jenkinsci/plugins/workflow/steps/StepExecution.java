// Declared after the real classes by src/central/signatures. Not to be edited.
package org.jenkinsci.plugins.workflow.steps;

public abstract class StepExecution implements java.io.Serializable {
    public native org.jenkinsci.plugins.workflow.steps.StepContext getContext();
    protected StepExecution() {}
}
