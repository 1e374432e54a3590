// Declared after the real classes by src/central/signatures. Not to be edited.
package org.jenkinsci.plugins.docker.commons.credentials;

public class DockerRegistryEndpoint extends hudson.model.AbstractDescribableImpl<org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryEndpoint> {
    public DockerRegistryEndpoint(java.lang.String p0, java.lang.String p1) {}
    public native java.lang.String getCredentialsId();
    public native java.lang.String getUrl();
}
