// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.util;

public final class Secret implements java.io.Serializable {
    public native java.lang.String getPlainText();
    public static native java.lang.String toString(hudson.util.Secret p0);
    private Secret() {}
}
