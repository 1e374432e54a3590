// Declared after the real classes by src/central/signatures. Not to be edited.
package com.cloudbees.plugins.credentials;

public interface Credentials extends hudson.model.Describable<com.cloudbees.plugins.credentials.Credentials>, java.io.Serializable {
    com.cloudbees.plugins.credentials.CredentialsDescriptor getDescriptor();
}
