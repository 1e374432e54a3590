// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public abstract class AbstractProject<P extends hudson.model.AbstractProject<P, R>, R extends hudson.model.AbstractBuild<P, R>> extends hudson.model.Job<P, R> implements hudson.model.BuildableItem, jenkins.model.ParameterizedJobMixIn.ParameterizedJob<P, R> {
    public native R createExecutable() throws java.io.IOException;
    private AbstractProject() {}
}
