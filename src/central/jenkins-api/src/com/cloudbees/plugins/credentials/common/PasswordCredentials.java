// Declared after the real classes by src/central/signatures. Not to be edited.
package com.cloudbees.plugins.credentials.common;

public interface PasswordCredentials extends com.cloudbees.plugins.credentials.Credentials {
    hudson.util.Secret getPassword();
}
