// Declared after the real classes by src/central/signatures. Not to be edited.
package io.jenkins.plugins.multiplatform.jenkins.monitor;

public class Messages {
    public static native java.lang.String BuildKitMonitor_displayName();
    private Messages() {}
}
