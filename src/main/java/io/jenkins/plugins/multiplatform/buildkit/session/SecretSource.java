package io.jenkins.plugins.multiplatform.buildkit.session;

import java.util.Optional;

/**
 * Answers a build's secrets at the moment a step mounts one. Nothing is kept: what was asked for is asked again, so
 * that another machine can answer and stop answering.
 */
@FunctionalInterface
public interface SecretSource {
    /**
     * @param id as the Dockerfile writes it
     * @return empty if there is no such secret: a step that only may have it does without
     * @throws SecretException if there is one and it cannot be had; its message goes to the daemon and the build's log
     */
    Optional<byte[]> get(String id) throws SecretException, InterruptedException;

    /** Has none. */
    static SecretSource none() {
        return id -> Optional.empty();
    }
}
