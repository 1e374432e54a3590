// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public abstract class Job<JobT extends hudson.model.Job<JobT, RunT>, RunT extends hudson.model.Run<JobT, RunT>> extends hudson.model.AbstractItem implements jenkins.model.ModelObjectWithChildren {
    public native hudson.security.ACL getACL();
    public native RunT getLastBuild();
    protected Job() {}
}
