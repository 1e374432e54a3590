package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.session.SecretSource;

/** What a run serves to its nodes besides the context and the registries' credentials. */
public record ClientServices(SecretSource secrets) {
    public static ClientServices none() {
        return new ClientServices(SecretSource.none());
    }
}
