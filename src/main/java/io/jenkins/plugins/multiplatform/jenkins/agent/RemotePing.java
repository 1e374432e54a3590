package io.jenkins.plugins.multiplatform.jenkins.agent;

import io.jenkins.plugins.multiplatform.registry.RegistryPing;

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
}
