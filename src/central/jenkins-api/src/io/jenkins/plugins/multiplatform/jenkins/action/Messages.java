// Declared after the real classes by src/central/signatures. Not to be edited.
package io.jenkins.plugins.multiplatform.jenkins.action;

public class Messages {
    public static native java.lang.String ImagesAction_displayName();
    private Messages() {}
}
