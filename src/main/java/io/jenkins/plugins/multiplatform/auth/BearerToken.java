package io.jenkins.plugins.multiplatform.auth;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * A token as a token server gave it.
 *
 * @param value what follows {@code Bearer} in an {@code Authorization} header; a secret
 * @param expires when the registry will stop taking it, by the clock of the machine that asked for it
 */
public record BearerToken(String value, Instant expires) implements Serializable {
    /** A token must outlive the request that carries it on its way to the registry. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    public boolean isUsableAt(Instant now) {
        return now.plus(MARGIN).isBefore(expires);
    }

    public String authorization() {
        return "Bearer " + value;
    }

    @Override
    public String toString() {
        return "BearerToken[<redacted>, expires=" + expires + "]";
    }
}
