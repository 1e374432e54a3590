// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.tools;

public abstract class PropertyDescriptor<P extends hudson.model.Describable<P>, T> extends hudson.model.Descriptor<P> {
    public native boolean isApplicable(java.lang.Class<? extends T> p0);
    protected PropertyDescriptor() {}
}
