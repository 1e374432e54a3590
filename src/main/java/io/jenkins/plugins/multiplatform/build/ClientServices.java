package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.session.SecretSource;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgents;

/** What a run serves to its nodes besides the context and the registries' credentials. */
public record ClientServices(SecretSource secrets, SshAgents ssh, OutputTargets outputs) {
    /** For builds that send nothing back. */
    public ClientServices(SecretSource secrets, SshAgents ssh) {
        this(secrets, ssh, OutputTargets.none());
    }

    public static ClientServices none() {
        return new ClientServices(SecretSource.none(), SshAgents.none());
    }
}
