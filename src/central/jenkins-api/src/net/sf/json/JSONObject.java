// Declared after the real classes by src/central/signatures. Not to be edited.
package net.sf.json;

public final class JSONObject extends net.sf.json.AbstractJSON implements java.util.Map<java.lang.String, java.lang.Object>, java.lang.Comparable {
    public native void clear();
    public native int compareTo(java.lang.Object p0);
    public native boolean containsKey(java.lang.Object p0);
    public native boolean containsValue(java.lang.Object p0);
    public native java.util.Set entrySet();
    public native boolean equals(java.lang.Object p0);
    public native java.lang.String getString(java.lang.String p0);
    public native java.lang.Object get(java.lang.Object p0);
    public native java.lang.Object get(java.lang.String p0);
    public native boolean has(java.lang.String p0);
    public native int hashCode();
    public native boolean isEmpty();
    public native java.util.Set<java.lang.String> keySet();
    public native java.lang.String optString(java.lang.String p0);
    public native void putAll(java.util.Map p0);
    public native java.lang.Object put(java.lang.String p0, java.lang.Object p1);
    public native java.lang.Object remove(java.lang.Object p0);
    public native java.lang.Object remove(java.lang.String p0);
    public native int size();
    public native java.util.Collection values();
    private JSONObject() {}
}
