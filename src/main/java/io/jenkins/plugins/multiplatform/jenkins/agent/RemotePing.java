package io.jenkins.plugins.multiplatform.jenkins.agent;

import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.registry.RegistryPing;
import java.time.Duration;

/** Asks from the controller, which pushes index and tags: an agent may have no way to the registry. */
final class RemotePing implements RegistryPing {
    private final RunHost controller;

    RemotePing(RunHost controller) {
        this.controller = controller;
    }

    @Override
    public boolean answers(String registryHost) throws InterruptedException {
        return RemoteAnswers.ask(() -> controller.answers(registryHost));
    }

    @Override
    public Duration asksToWait(Reference repository) throws InterruptedException {
        return Duration.ofSeconds(RemoteAnswers.ask(
                () -> controller.asksToWait(repository.nameOnly().toString())));
    }
}
