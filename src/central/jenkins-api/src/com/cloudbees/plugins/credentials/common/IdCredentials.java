// Declared after the real classes by src/central/signatures. Not to be edited.
package com.cloudbees.plugins.credentials.common;

public interface IdCredentials extends com.cloudbees.plugins.credentials.Credentials {
    java.lang.String getId();
}
