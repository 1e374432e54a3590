// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.tools;

public abstract class PropertyDescriptor<P extends hudson.model.Describable<P>, T> extends hudson.model.Descriptor<P> {
    protected PropertyDescriptor() {}
}
