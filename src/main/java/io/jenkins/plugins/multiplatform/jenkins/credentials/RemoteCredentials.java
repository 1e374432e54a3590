package io.jenkins.plugins.multiplatform.jenkins.credentials;

import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialException;
import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The agent's end: asks the controller each time, and keeps nothing. */
@Restricted(NoExternalUse.class)
public final class RemoteCredentials implements CredentialSource {
    private final CredentialAnswers controller;

    public RemoteCredentials(CredentialAnswers controller) {
        this.controller = controller;
    }

    @Override
    public Optional<Credential> forHost(String registryHost) throws CredentialException {
        try {
            return Optional.ofNullable(controller.forHost(registryHost));
        } catch (RuntimeException e) {
            // Remoting wraps what the interface does not declare: a closed channel, an interrupt.
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new CredentialException(
                    "The Jenkins controller did not answer which credentials to use for " + registryHost + ": " + e, e);
        }
    }
}
