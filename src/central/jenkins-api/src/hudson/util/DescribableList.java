// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.util;

public class DescribableList<T extends hudson.model.Describable<T>, D extends hudson.model.Descriptor<T>> extends hudson.util.PersistedList<T> {
    public native boolean contains(D p0);
    public native T get(D p0);
    public native <U extends T> U get(java.lang.Class<U> p0);
    public native void remove(D p0) throws java.io.IOException;
    public native T[] toArray(T[] p0);
    protected DescribableList() {}
}
