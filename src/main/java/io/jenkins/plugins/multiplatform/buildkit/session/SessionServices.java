package io.jenkins.plugins.multiplatform.buildkit.session;

import io.jenkins.plugins.multiplatform.auth.CredentialGuard;
import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgents;
import java.util.Map;

/**
 * All that a daemon may ask for during the builds of one session; nothing else is served.
 *
 * @param sources by the names that the frontend asks for, {@code context} and {@code dockerfile}
 * @param outputs by the place of their exporter in the solve
 * @param stores image layouts and caches, by the names that the daemon asks for
 * @param sharedKey tells the daemon which earlier transfer of the same folder it may compare with: stable per
 *     workspace, and never equal for different ones
 */
public record SessionServices(
        Map<String, LocalSource> sources,
        CredentialGuard registries,
        SecretSource secrets,
        SshAgents ssh,
        Map<Integer, OutputTarget> outputs,
        Map<String, ContentStore> stores,
        String sharedKey) {
    public SessionServices {
        sources = Map.copyOf(sources);
        outputs = Map.copyOf(outputs);
        stores = Map.copyOf(stores);
    }

    /** Without secrets, SSH agents, outputs and image layouts. */
    public SessionServices(Map<String, LocalSource> sources, CredentialGuard registries, String sharedKey) {
        this(sources, registries, SecretSource.none(), SshAgents.none(), Map.of(), Map.of(), sharedKey);
    }

    /** With passwords for registries and nothing else. */
    public SessionServices(Map<String, LocalSource> sources, CredentialSource credentials, String sharedKey) {
        this(sources, CredentialGuard.ofPasswords(credentials), sharedKey);
    }

    public SessionServices withSecrets(SecretSource newSecrets) {
        return new SessionServices(sources, registries, newSecrets, ssh, outputs, stores, sharedKey);
    }

    public SessionServices withSsh(SshAgents newSsh) {
        return new SessionServices(sources, registries, secrets, newSsh, outputs, stores, sharedKey);
    }

    /** For one solve alone: a daemon that sends an output names its exporter's number and not the solve. */
    public SessionServices withOutputs(Map<Integer, OutputTarget> newOutputs) {
        return new SessionServices(sources, registries, secrets, ssh, newOutputs, stores, sharedKey);
    }

    public SessionServices withStores(Map<String, ? extends ContentStore> newStores) {
        return new SessionServices(sources, registries, secrets, ssh, outputs, Map.copyOf(newStores), sharedKey);
    }
}
