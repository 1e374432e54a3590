package io.jenkins.plugins.multiplatform.auth;

import java.util.List;

/**
 * Gets registry tokens where the credentials are, so that a machine that builds gets what it may use for minutes and
 * for one repository, in place of a password.
 *
 * <p>Whom to ask for a token is learnt from the registry itself: a machine that builds could name a server of its own,
 * and would be sent the password.
 */
public interface TokenSource {
    /**
     * How the registry lets in the user that is known for it. It is not contacted if none is.
     *
     * @param registryHost as references name it
     * @param scopes what is done there: a registry that anybody may look around in may want a login further inside
     * @throws AuthException if it can't be asked or its answers don't say: no password may leave on a guess
     */
    RegistryLogin login(String registryHost, List<TokenScope> scopes) throws AuthException, InterruptedException;

    /** Gets a token for what the known user may do of it. */
    GrantedToken fetch(String registryHost, List<TokenScope> scopes) throws AuthException, InterruptedException;

    /** Gets a token for what everybody may do of it. */
    GrantedToken fetchAnonymously(String registryHost, List<TokenScope> scopes)
            throws AuthException, InterruptedException;

    /** Knows no user, so that nobody fetches anything here. */
    static TokenSource none() {
        return new NoTokens();
    }
}
