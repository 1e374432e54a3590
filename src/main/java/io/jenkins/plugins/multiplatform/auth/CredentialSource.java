package io.jenkins.plugins.multiplatform.auth;

import java.util.Optional;

/**
 * Answers which credential to use for a registry, at the moment it is needed: a login that was renewed during a long
 * build is seen by the next request.
 *
 * <p>Kept to one question so that another machine can answer it. {@link Optional} is not Serializable: an
 * implementation that crosses machines unwraps it on both ends.
 */
@FunctionalInterface
public interface CredentialSource {
    /**
     * Gives the credential for a registry, or nothing for anonymous access.
     *
     * @param registryHost host and port as they stand in a reference: {@code docker.io}, {@code ghcr.io},
     *     {@code localhost:5000}
     * @throws CredentialException if there is one and it cannot be read, or if the thread was interrupted meanwhile: its
     *     interrupt flag is then set
     */
    Optional<Credential> forHost(String registryHost) throws CredentialException;

    /** A source that knows nobody: every registry is used anonymously. */
    static CredentialSource anonymous() {
        return registryHost -> Optional.empty();
    }
}
