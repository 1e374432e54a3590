// Declared after the real classes by src/central/signatures. Not to be edited.
package io.jenkins.plugins.multiplatform.jenkins.credentials;

public class Messages {
    public static native java.lang.String CredentialsField_notFound(java.lang.Object p0);
    private Messages() {}
}
