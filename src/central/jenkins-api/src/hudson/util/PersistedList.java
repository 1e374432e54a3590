// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.util;

public class PersistedList<T> extends java.util.AbstractList<T> {
    public native boolean addAll(java.util.Collection<? extends T> p0);
    public native boolean add(T p0);
    public native void clear();
    public native boolean contains(java.lang.Object p0);
    public native <U extends T> U get(java.lang.Class<U> p0);
    public native T get(int p0);
    public native boolean isEmpty();
    public native java.util.Iterator<T> iterator();
    public native void removeAll(java.lang.Class<? extends T> p0) throws java.io.IOException;
    public native void remove(java.lang.Class<? extends T> p0) throws java.io.IOException;
    public native boolean remove(java.lang.Object p0);
    public native int size();
    public native <X> X[] toArray(X[] p0);
    protected PersistedList() {}
}
