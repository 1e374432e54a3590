// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson;

public class AbortException extends java.io.IOException {
    public AbortException(java.lang.String p0) {}
}
