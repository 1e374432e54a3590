// Declared after the real classes by src/central/signatures. Not to be edited.
package com.cloudbees.plugins.credentials.common;

public interface StandardUsernamePasswordCredentials extends com.cloudbees.plugins.credentials.common.StandardUsernameCredentials, com.cloudbees.plugins.credentials.common.UsernamePasswordCredentials {
}
