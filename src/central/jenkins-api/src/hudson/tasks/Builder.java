// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.tasks;

public abstract class Builder extends hudson.tasks.BuildStepCompatibilityLayer implements hudson.model.Describable<hudson.tasks.Builder> {
    public Builder() {}
}
