// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.slaves;

public abstract class RetentionStrategy<T extends hudson.model.Computer> implements hudson.model.Describable<hudson.slaves.RetentionStrategy<?>> {
    private RetentionStrategy() {}
}
