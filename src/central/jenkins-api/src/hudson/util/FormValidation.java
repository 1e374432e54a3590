// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.util;

public abstract class FormValidation extends java.io.IOException {
    public static native hudson.util.FormValidation error(java.lang.String p0);
    public static native hudson.util.FormValidation ok();
    private FormValidation() {}
}
