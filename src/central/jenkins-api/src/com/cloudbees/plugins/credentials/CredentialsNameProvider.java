// Declared after the real classes by src/central/signatures. Not to be edited.
package com.cloudbees.plugins.credentials;

public abstract class CredentialsNameProvider<C extends com.cloudbees.plugins.credentials.Credentials> {
    public static native java.lang.String name(com.cloudbees.plugins.credentials.Credentials p0);
    private CredentialsNameProvider() {}
}
