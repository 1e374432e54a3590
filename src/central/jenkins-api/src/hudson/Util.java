// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson;

public class Util {
    public static native java.lang.String fixEmptyAndTrim(java.lang.String p0);
    public static native java.lang.String fixNull(java.lang.String p0);
    public static native java.lang.String getTimeSpanString(long p0);
    private Util() {}
}
