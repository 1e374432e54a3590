// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson;

public class ExtensionList<T> extends java.util.AbstractList<T> {
    @Deprecated
    public native boolean add(T p0);
    public native void add(int p0, T p1);
    public native <U extends T> U get(java.lang.Class<U> p0);
    public native T get(int p0);
    public native java.util.Iterator<T> iterator();
    public static native <U> U lookupSingleton(java.lang.Class<U> p0);
    public native boolean removeAll(java.util.Collection<?> p0);
    public native boolean remove(java.lang.Object p0);
    public final native T remove(int p0);
    public native int size();
    private ExtensionList() {}
}
