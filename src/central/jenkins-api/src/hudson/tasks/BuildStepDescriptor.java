// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.tasks;

public abstract class BuildStepDescriptor<T extends hudson.tasks.BuildStep & hudson.model.Describable<T>> extends hudson.model.Descriptor<T> {
    protected BuildStepDescriptor() {}
    public abstract boolean isApplicable(java.lang.Class<? extends hudson.model.AbstractProject> p0);
}
