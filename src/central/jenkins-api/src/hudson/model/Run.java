// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public abstract class Run<JobT extends hudson.model.Job<JobT, RunT>, RunT extends hudson.model.Run<JobT, RunT>> extends hudson.model.Actionable implements java.lang.Comparable<RunT>, hudson.security.AccessControlled, hudson.model.DescriptorByNameOwner, jenkins.model.HistoricalBuild {
    public native void addAction(hudson.model.Action p0);
    public native int compareTo(RunT p0);
    public native hudson.security.ACL getACL();
    public native java.lang.String getDisplayName();
    public native java.lang.String getExternalizableId();
    public native java.lang.String getFullDisplayName();
    public native JobT getParent();
    public native RunT getPreviousBuild();
    public native java.io.File getRootDir();
    public native java.lang.String getUrl();
    public native void save() throws java.io.IOException;
    public native void setResult(hudson.model.Result p0);
    public native java.lang.String toString();
    protected Run() {}
}
