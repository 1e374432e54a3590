// Declared after the real classes by src/central/signatures. Not to be edited.
package org.jenkinsci.plugins.workflow.steps;

public abstract class StepContext implements com.google.common.util.concurrent.FutureCallback<java.lang.Object>, java.io.Serializable {
    public abstract <T> T get(java.lang.Class<T> p0) throws java.io.IOException, java.lang.InterruptedException;
    public abstract void onSuccess(java.lang.Object p0);
    private StepContext() {}
}
