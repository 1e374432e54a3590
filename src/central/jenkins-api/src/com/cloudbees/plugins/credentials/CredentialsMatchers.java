// Declared after the real classes by src/central/signatures. Not to be edited.
package com.cloudbees.plugins.credentials;

public class CredentialsMatchers {
    public static native com.cloudbees.plugins.credentials.CredentialsMatcher always();
    public static native com.cloudbees.plugins.credentials.CredentialsMatcher withId(java.lang.String p0);
    private CredentialsMatchers() {}
}
