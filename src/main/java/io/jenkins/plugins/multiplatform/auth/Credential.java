package io.jenkins.plugins.multiplatform.auth;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * What identifies a user to one registry. Travels between the controller and its agents, hence Serializable; must not
 * be kept in anything that is written to a disk.
 *
 * @param username the name given at login; for an identity token, whatever stands beside it
 * @param secret a password, an access token or an identity token
 * @param identityToken whether the secret is an OAuth2 refresh token, which only a token server understands
 * @param registryToken to be used as it is where the registry wants a token, with nothing fetched; empty for none. It is
 *     a secret, too
 */
public record Credential(String username, String secret, boolean identityToken, String registryToken)
        implements Serializable {
    /** The user name by which Docker's configuration and helpers mark an identity token. */
    static final String IDENTITY_TOKEN_USER = "<token>";

    public Credential {
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(registryToken, "registryToken");
    }

    public Credential(String username, String secret, boolean identityToken) {
        this(username, secret, identityToken, "");
    }

    /** The same with another registry token. */
    public Credential withRegistryToken(String token) {
        return new Credential(username, secret, identityToken, token);
    }

    /** Whether there is something to identify with besides a registry token. */
    public boolean hasSecret() {
        return !secret.isEmpty();
    }

    public static Credential password(String username, String password) {
        return new Credential(username, password, false);
    }

    public static Credential identityToken(String token) {
        return new Credential(IDENTITY_TOKEN_USER, token, true);
    }

    /**
     * The value of an {@code Authorization} header by <a href="https://www.rfc-editor.org/rfc/rfc7617">RFC 7617</a>.
     *
     * @throws CredentialException if this is an identity token or the user name holds a colon, which that scheme
     *     cannot carry
     */
    public String basicAuthorization() throws CredentialException {
        if (identityToken) {
            throw new CredentialException("An identity token cannot be used where a user name and password are asked"
                    + " for: log in with a user name and password or access token");
        }
        if (username.indexOf(':') >= 0) {
            throw new CredentialException("The user name \"" + username + "\" holds a colon, which HTTP's basic"
                    + " authentication cannot carry");
        }
        byte[] pair = (username + ":" + secret).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** How messages name this credential: enough to find it, nothing to use it with. */
    public String label() {
        if (!registryToken.isEmpty()) {
            return "a registry token";
        }
        return identityToken ? "an identity token" : "user \"" + username + "\"";
    }

    @Override
    public String toString() {
        return "Credential[" + label() + ", secret=<redacted>]";
    }
}
