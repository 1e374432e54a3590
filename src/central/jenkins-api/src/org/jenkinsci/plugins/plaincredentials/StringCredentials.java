// Declared after the real classes by src/central/signatures. Not to be edited.
package org.jenkinsci.plugins.plaincredentials;

public interface StringCredentials extends com.cloudbees.plugins.credentials.common.StandardCredentials {
    hudson.util.Secret getSecret();
}
