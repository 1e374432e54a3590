package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.auth.TokenSource;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryPing;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import java.time.Duration;

/**
 * How a run reaches registries: for its own requests, and for what daemons ask on its behalf.
 *
 * @param ping asks from the machine that deals with them
 */
public record RegistryAccess(RegistrySettings settings, CredentialSource credentials, RegistryPing ping) {
    /** This machine deals with them. */
    public RegistryAccess(RegistrySettings settings, CredentialSource credentials) {
        this(settings, credentials, new RegistryPing() {
            @Override
            public boolean answers(String host) throws InterruptedException {
                return new RegistryClient(settings, credentials).answers(host);
            }

            @Override
            public Duration asksToWait(Reference repository) throws InterruptedException {
                return new RegistryClient(settings, credentials).asksToWait(repository);
            }
        });
    }

    RegistryClient client() {
        return new RegistryClient(settings, credentials);
    }

    /** @param tokens for registries that it serves */
    RegistryClient client(TokenSource tokens) {
        return new RegistryClient(settings, credentials, tokens);
    }
}
