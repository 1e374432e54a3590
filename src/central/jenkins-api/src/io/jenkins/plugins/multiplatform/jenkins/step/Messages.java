// Declared after the real classes by src/central/signatures. Not to be edited.
package io.jenkins.plugins.multiplatform.jenkins.step;

public class Messages {
    public static native java.lang.String CreateBuilderNode_displayName();
    public static native java.lang.String CreateBuilderStep_displayName();
    public static native java.lang.String CreateBuilderStep_driver_default();
    public static native java.lang.String ImagetoolsCreateStep_displayName();
    public static native java.lang.String ImagetoolsCreateStep_mediaTypes_auto();
    public static native java.lang.String ImagetoolsCreateStep_mediaTypes_docker();
    public static native java.lang.String ImagetoolsCreateStep_mediaTypes_oci();
    public static native java.lang.String ImagetoolsInspectStep_displayName();
    public static native java.lang.String MultiPlatformBuildStep_displayName();
    private Messages() {}
}
