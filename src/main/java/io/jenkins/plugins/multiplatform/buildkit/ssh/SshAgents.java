package io.jenkins.plugins.multiplatform.buildkit.ssh;

import java.util.Optional;

/** The SSH agents of a build. */
@FunctionalInterface
public interface SshAgents {
    /** How a step names its agent when it gives no name. */
    String DEFAULT = "default";

    /** @param id as the Dockerfile writes it */
    Optional<SshAgent> find(String id) throws InterruptedException;

    /** Has none. */
    static SshAgents none() {
        return id -> Optional.empty();
    }
}
