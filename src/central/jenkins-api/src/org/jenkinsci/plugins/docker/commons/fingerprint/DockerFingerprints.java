// Declared after the real classes by src/central/signatures. Not to be edited.
package org.jenkinsci.plugins.docker.commons.fingerprint;

public class DockerFingerprints {
    public static native hudson.model.Fingerprint forImage(hudson.model.Run<?, ?> p0, java.lang.String p1, java.lang.String p2) throws java.io.IOException;
    private DockerFingerprints() {}
}
