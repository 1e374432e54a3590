// Declared after the real classes by src/central/signatures. Not to be edited.
package net.sf.json;

public final class JSONArray extends net.sf.json.AbstractJSON implements java.util.List<java.lang.Object>, java.lang.Comparable {
    public JSONArray() {}
    public native boolean addAll(int p0, java.util.Collection p1);
    public native boolean addAll(java.util.Collection p0, net.sf.json.JsonConfig p1);
    public native boolean addAll(java.util.Collection p0);
    public native boolean add(java.lang.Object p0, net.sf.json.JsonConfig p1);
    public native boolean add(java.lang.Object p0);
    public native void add(int p0, java.lang.Object p1);
    public native void clear();
    public native int compareTo(java.lang.Object p0);
    public native boolean containsAll(java.util.Collection p0);
    public native boolean contains(java.lang.Object p0);
    public native boolean equals(java.lang.Object p0);
    public native java.lang.Object get(int p0);
    public native int hashCode();
    public native int indexOf(java.lang.Object p0);
    public native boolean isEmpty();
    public native java.util.Iterator iterator();
    public native int lastIndexOf(java.lang.Object p0);
    public native java.util.ListIterator listIterator();
    public native java.util.ListIterator listIterator(int p0);
    public native boolean removeAll(java.util.Collection p0);
    public native boolean remove(java.lang.Object p0);
    public native java.lang.Object remove(int p0);
    public native boolean retainAll(java.util.Collection p0);
    public native java.lang.Object set(int p0, java.lang.Object p1);
    public native int size();
    public native java.util.List subList(int p0, int p1);
    public native java.lang.Object[] toArray();
    public native java.lang.Object[] toArray(java.lang.Object[] p0);
    public static native java.lang.Object toArray(net.sf.json.JSONArray p0);
}
