// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.util;

public abstract class FormValidation extends java.io.IOException {
    public static native hudson.util.FormValidation error(java.lang.String p0);
    public static native hudson.util.FormValidation ok();
    public static native hudson.util.FormValidation validateNonNegativeInteger(java.lang.String p0);
    public static native hudson.util.FormValidation validatePositiveInteger(java.lang.String p0);
    public static native hudson.util.FormValidation warning(java.lang.String p0);
    private FormValidation() {}
}
