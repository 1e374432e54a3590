package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.auth.TokenSource;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;

/** How a run reaches registries: for its own requests, and for what daemons ask on its behalf. */
public record RegistryAccess(RegistrySettings settings, CredentialSource credentials) {
    RegistryClient client() {
        return new RegistryClient(settings, credentials);
    }

    /** @param tokens for registries that it serves */
    RegistryClient client(TokenSource tokens) {
        return new RegistryClient(settings, credentials, tokens);
    }
}
