package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialException;
import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import java.util.Optional;
import java.util.Set;

/** Credentials for the registries of one plan alone: a daemon that asks for another host gets none. */
final class PlanCredentials implements CredentialSource {
    private final CredentialSource credentials;
    private final Set<String> hosts;

    /** @param hosts as references name them, such as {@code docker.io} or {@code registry:5000} */
    PlanCredentials(CredentialSource credentials, Set<String> hosts) {
        this.credentials = credentials;
        this.hosts = Set.copyOf(hosts);
    }

    @Override
    public Optional<Credential> forHost(String host) throws CredentialException {
        return hosts.contains(host) ? credentials.forHost(host) : Optional.empty();
    }
}
