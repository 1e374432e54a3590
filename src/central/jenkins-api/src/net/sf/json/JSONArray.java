// Declared after the real classes by src/central/signatures. Not to be edited.
package net.sf.json;

public final class JSONArray extends net.sf.json.AbstractJSON {
    public JSONArray() {}
    public native boolean addAll(java.util.Collection p0);
}
