// Declared after the real classes by src/central/signatures. Not to be edited.
package com.cloudbees.jenkins.plugins.sshcredentials;

@Deprecated
public interface SSHUser extends com.cloudbees.plugins.credentials.common.StandardUsernameCredentials {
}
