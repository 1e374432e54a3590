// Declared after the real classes by src/central/signatures. Not to be edited.
package net.sf.json;

public final class JSONObject extends net.sf.json.AbstractJSON {
    public native java.lang.String getString(java.lang.String p0);
    public native boolean has(java.lang.String p0);
    public native java.lang.String optString(java.lang.String p0);
    public native java.lang.Object put(java.lang.String p0, java.lang.Object p1);
    public native java.lang.Object remove(java.lang.String p0);
    private JSONObject() {}
}
