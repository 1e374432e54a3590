// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson;

public class EnvVars extends java.util.TreeMap<java.lang.String, java.lang.String> {
    public native java.lang.String expand(java.lang.String p0);
    public native java.lang.String get(java.lang.String p0, java.lang.String p1);
    public native java.lang.String put(java.lang.String p0, java.lang.String p1);
    private EnvVars() {}
}
