// Declared after the real classes by src/central/signatures. Not to be edited.
package io.jenkins.plugins.multiplatform.jenkins.run;

public class Messages {
    public static native java.lang.String BuildChecks_noNodes(java.lang.Object p0);
    public static native java.lang.String BuildSettings_emulation_allow();
    public static native java.lang.String BuildSettings_emulation_forbid();
    public static native java.lang.String BuildSettings_emulation_warn();
    public static native java.lang.String BuildSettings_network_default();
    public static native java.lang.String BuildSettings_network_host();
    public static native java.lang.String BuildSettings_network_none();
    public static native java.lang.String BuildSettings_push_default();
    public static native java.lang.String BuildSettings_push_false();
    public static native java.lang.String BuildSettings_push_true();
    private Messages() {}
}
