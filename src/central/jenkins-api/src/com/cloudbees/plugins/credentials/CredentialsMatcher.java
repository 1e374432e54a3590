// Declared after the real classes by src/central/signatures. Not to be edited.
package com.cloudbees.plugins.credentials;

public interface CredentialsMatcher extends java.io.Serializable {
}
