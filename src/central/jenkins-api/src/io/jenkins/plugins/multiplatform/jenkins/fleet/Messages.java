// Declared after the real classes by src/central/signatures. Not to be edited.
package io.jenkins.plugins.multiplatform.jenkins.fleet;

public class Messages {
    public static native java.lang.String LeaseTask_displayName(java.lang.Object p0, java.lang.Object p1);
    private Messages() {}
}
