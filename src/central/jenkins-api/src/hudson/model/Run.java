// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public abstract class Run<JobT extends hudson.model.Job<JobT, RunT>, RunT extends hudson.model.Run<JobT, RunT>> extends hudson.model.Actionable implements java.lang.Comparable<RunT>, hudson.security.AccessControlled {
    public native void addAction(hudson.model.Action p0);
    public native JobT getParent();
    public native void save() throws java.io.IOException;
    private Run() {}
}
