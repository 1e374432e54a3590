package io.jenkins.plugins.multiplatform.buildkit.session;

import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgents;
import java.util.Map;

/**
 * All that a daemon may ask for during the builds of one session; nothing else is served.
 *
 * @param sources by the names that the frontend asks for, {@code context} and {@code dockerfile}
 * @param sharedKey tells the daemon which earlier transfer of the same folder it may compare with: stable per
 *     workspace, and never equal for different ones
 */
public record SessionServices(
        Map<String, LocalSource> sources,
        RegistryAnswers registries,
        SecretSource secrets,
        SshAgents ssh,
        String sharedKey) {
    public SessionServices {
        sources = Map.copyOf(sources);
    }

    /** Without secrets and SSH agents. */
    public SessionServices(Map<String, LocalSource> sources, RegistryAnswers registries, String sharedKey) {
        this(sources, registries, SecretSource.none(), SshAgents.none(), sharedKey);
    }

    /** With passwords for registries and nothing else. */
    public SessionServices(Map<String, LocalSource> sources, CredentialSource credentials, String sharedKey) {
        this(sources, RegistryAnswers.ofPasswords(credentials), sharedKey);
    }

    public SessionServices withSecrets(SecretSource newSecrets) {
        return new SessionServices(sources, registries, newSecrets, ssh, sharedKey);
    }

    public SessionServices withSsh(SshAgents newSsh) {
        return new SessionServices(sources, registries, secrets, newSsh, sharedKey);
    }
}
