package io.jenkins.plugins.multiplatform.auth;

import java.util.List;
import java.util.Optional;

/**
 * The only way by which registry passwords and tokens leave for a machine that builds, and by which such a machine makes
 * us send a request. It runs foreign code and may ask for anything. What it gets is decided by the plan, the run's own
 * credentials, and what the registry said to us.
 *
 * <p>A registry is contacted only if the plan needs something of it and the run has a credential for it. All others the
 * machine can use by itself as anybody can: on its behalf we would be asking hosts of its choice in our own network.
 */
public final class CredentialGuard implements AutoCloseable {
    /** BuildKit asks for a handful, and for one more with each repository that it could copy layers from. */
    private static final int MAX_SCOPES = 100;

    private final CredentialSource credentials;
    private final TokenSource tokens;
    private final ScopeGuard plan;
    private final boolean passwords;
    private volatile boolean closed;

    /**
     * @param credentials of the run
     * @param tokens fetched with them
     * @param plan what the machine needs for its part of the run
     */
    public CredentialGuard(CredentialSource credentials, TokenSource tokens, ScopeGuard plan) {
        this(credentials, tokens, plan, false);
    }

    private CredentialGuard(CredentialSource credentials, TokenSource tokens, ScopeGuard plan, boolean passwords) {
        this.credentials = credentials;
        this.tokens = tokens;
        this.plan = plan;
        this.passwords = passwords;
    }

    /** For a machine that deals with the registries itself: it gets the passwords of all, and we fetch nothing for it. */
    public static CredentialGuard ofPasswords(CredentialSource credentials) {
        return new CredentialGuard(credentials, TokenSource.none(), ScopeGuard.closed(), true);
    }

    /** Whether tokens are fetched for this registry. */
    public boolean servesTokens(String host) throws AuthException, InterruptedException {
        requireOpen();
        return login(host) == RegistryLogin.TOKEN;
    }

    /**
     * @return empty for anonymous access
     * @throws AuthException if the registry gives tokens, or does not say whether it does: with an empty answer a daemon
     *     would go on anonymously, and share what it gets with the builds of others
     */
    public Optional<Credential> password(String host) throws AuthException, InterruptedException {
        requireOpen();
        RegistryLogin login = passwords ? RegistryLogin.PASSWORD : login(host);
        if (login == RegistryLogin.TOKEN) {
            throw new AuthException("it gives tokens, so no password is given to nodes");
        }
        if (login == RegistryLogin.NONE) {
            return Optional.empty();
        }
        Optional<Credential> credential = credentials.forHost(host);
        requireOpen();
        // Which is of no use where passwords are asked for.
        return passwords ? credential : credential.map(found -> found.withRegistryToken(""));
    }

    /**
     * Fetches a token for as much of what is asked as the plan needs; where that is nothing, one that anybody can have.
     *
     * @return empty where no tokens are fetched for the registry
     * @throws AuthException if nothing is left of what is asked
     */
    public Optional<GrantedToken> token(String host, List<TokenScope> asked)
            throws AuthException, InterruptedException {
        if (!mayFetch(host, asked)) {
            return Optional.empty();
        }
        List<TokenScope> granted = plan.cut(host, asked);
        return granted.isEmpty() ? anonymous(host, asked) : stillOpen(tokens.fetch(host, granted));
    }

    /**
     * Fetches a token that anybody can have, to pull.
     *
     * @return empty where no tokens are fetched for the registry
     * @throws AuthException if it is not to pull
     */
    public Optional<GrantedToken> anonymousToken(String host, List<TokenScope> asked)
            throws AuthException, InterruptedException {
        return mayFetch(host, asked) ? anonymous(host, asked) : Optional.empty();
    }

    /** Images that the plan does not know, such as those of {@code ONBUILD}, are public more often than not. */
    private Optional<GrantedToken> anonymous(String host, List<TokenScope> asked)
            throws AuthException, InterruptedException {
        List<TokenScope> pulls = asked.stream().filter(TokenScope::isPlainPull).toList();
        if (pulls.isEmpty()) {
            throw new AuthException("this build needs nothing of what the token was asked for");
        }
        return stillOpen(tokens.fetchAnonymously(host, pulls));
    }

    /** Whether the plan pushes to this registry, so that it may be asked whether it answers. */
    public boolean mayPing(String host) {
        return !closed && plan.pushesTo(host);
    }

    /** Whether the plan pushes to this repository, so that its registry may be asked about such a push. */
    public boolean mayPush(String host, String repository) {
        TokenScope push = TokenScope.pullAndPush(repository);
        return !closed && plan.allowed(host).stream().anyMatch(mine -> mine.covers(push));
    }

    /** Nothing leaves any more, also not of what is under way. */
    @Override
    public void close() {
        closed = true;
    }

    private RegistryLogin login(String host) throws AuthException, InterruptedException {
        return plan.knows(host) ? tokens.login(host, plan.allowed(host)) : RegistryLogin.NONE;
    }

    private boolean mayFetch(String host, List<TokenScope> asked) throws AuthException, InterruptedException {
        requireOpen();
        if (asked.size() > MAX_SCOPES) {
            throw new AuthException("a token was requested for " + asked.size() + " scopes at once; at most "
                    + MAX_SCOPES + " are allowed");
        }
        return login(host) == RegistryLogin.TOKEN;
    }

    private Optional<GrantedToken> stillOpen(GrantedToken token) throws CredentialException {
        requireOpen();
        return Optional.of(token);
    }

    private void requireOpen() throws CredentialException {
        if (closed) {
            throw new CredentialException("No credentials are given out any more: the run is over");
        }
    }
}
