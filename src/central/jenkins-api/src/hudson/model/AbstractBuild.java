// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public abstract class AbstractBuild<P extends hudson.model.AbstractProject<P, R>, R extends hudson.model.AbstractBuild<P, R>> extends hudson.model.Run<P, R> implements hudson.model.Queue.Executable {
    private AbstractBuild() {}
}
