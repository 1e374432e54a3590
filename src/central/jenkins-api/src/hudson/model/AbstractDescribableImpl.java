// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

@Deprecated
public abstract class AbstractDescribableImpl<T extends hudson.model.AbstractDescribableImpl<T>> implements hudson.model.Describable<T> {
    public AbstractDescribableImpl() {}
}
