// Declared after the real classes by src/central/signatures. Not to be edited.
package io.jenkins.plugins.multiplatform.jenkins.step;

public class Messages {
    public static native java.lang.String CreateBuilderNode_displayName();
    public static native java.lang.String CreateBuilderStep_displayName();
    public static native java.lang.String CreateBuilderStep_driver_default();
    public static native java.lang.String CredentialsField_notFound(java.lang.Object p0);
    public static native java.lang.String ImagetoolsInspectStep_displayName();
    public static native java.lang.String MultiPlatformBuildStep_displayName();
    public static native java.lang.String MultiPlatformBuildStep_emulation_allow();
    public static native java.lang.String MultiPlatformBuildStep_emulation_forbid();
    public static native java.lang.String MultiPlatformBuildStep_emulation_warn();
    public static native java.lang.String MultiPlatformBuildStep_push_default();
    public static native java.lang.String MultiPlatformBuildStep_push_false();
    public static native java.lang.String MultiPlatformBuildStep_push_true();
    private Messages() {}
}
