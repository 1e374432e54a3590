// Declared after the real classes by src/central/signatures. Not to be edited.
package com.cloudbees.plugins.credentials;

public abstract class CredentialsDescriptor extends hudson.model.Descriptor<com.cloudbees.plugins.credentials.Credentials> {
    private CredentialsDescriptor() {}
}
