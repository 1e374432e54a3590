// Declared after the real classes by src/central/signatures. Not to be edited.
package org.jenkinsci.plugins.plaincredentials;

public interface FileCredentials extends com.cloudbees.plugins.credentials.common.StandardCredentials {
    java.io.InputStream getContent() throws java.io.IOException;
}
