package io.jenkins.plugins.multiplatform.jenkins.run;

import java.io.Serializable;

/** Which credentials are for a registry. Kept in jobs' files. */
final class RegistryLogin implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String url;
    private final String credentialsId;

    RegistryLogin(String url, String credentialsId) {
        this.url = url;
        this.credentialsId = credentialsId;
    }

    String url() {
        return url;
    }

    String credentialsId() {
        return credentialsId;
    }
}
