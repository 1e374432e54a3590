// Declared after the real classes by src/central/signatures. Not to be edited.
package io.jenkins.plugins.multiplatform.jenkins.freestyle;

public class Messages {
    public static native java.lang.String MultiPlatformBuilder_displayName();
    private Messages() {}
}
