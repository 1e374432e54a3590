package io.jenkins.plugins.multiplatform.jenkins.agent;

import io.jenkins.plugins.multiplatform.buildkit.session.SecretException;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretSource;
import java.util.Optional;

/** The agent's end of the run's secrets: asks each time, and keeps nothing. */
final class RemoteSecrets implements SecretSource {
    private final RunHost controller;

    RemoteSecrets(RunHost controller) {
        this.controller = controller;
    }

    @Override
    public Optional<byte[]> get(String id) throws SecretException, InterruptedException {
        return Optional.ofNullable(RemoteAnswers.ask(() -> controller.secret(id)));
    }
}
