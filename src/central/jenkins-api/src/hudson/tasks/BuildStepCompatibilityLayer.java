// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.tasks;

@Deprecated
public abstract class BuildStepCompatibilityLayer implements hudson.tasks.BuildStep {
    protected BuildStepCompatibilityLayer() {}
}
