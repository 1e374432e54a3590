// Declared after the real classes by src/central/signatures. Not to be edited.
package org.jenkinsci.plugins.workflow.steps;

public abstract class StepDescriptor extends hudson.model.Descriptor<org.jenkinsci.plugins.workflow.steps.Step> {
    public StepDescriptor() {}
    public abstract java.lang.String getFunctionName();
    public abstract java.util.Set<? extends java.lang.Class<?>> getRequiredContext();
    @Deprecated
    public native org.jenkinsci.plugins.workflow.steps.Step newInstance(java.util.Map<java.lang.String, java.lang.Object> p0) throws java.lang.Exception;
}
