// Declared after the real classes by src/central/signatures. Not to be edited.
package io.jenkins.plugins.multiplatform.jenkins.config;

public class Messages {
    public static native java.lang.String BuildKitNodeProperty_displayName();
    public static native java.lang.String BuildKitNodeProperty_driver_docker();
    public static native java.lang.String BuildKitNodeProperty_driver_remote();
    public static native java.lang.String BuildKitNodeProperty_endpoint_needed();
    public static native java.lang.String HostAccessGrant_displayName();
    public static native java.lang.String PlatformLabel_displayName();
    public static native java.lang.String PlatformLabel_empty();
    public static native java.lang.String PlatformLabel_invalid(java.lang.Object p0, java.lang.Object p1);
    public static native java.lang.String PlatformLabel_noNodes(java.lang.Object p0);
    private Messages() {}
}
