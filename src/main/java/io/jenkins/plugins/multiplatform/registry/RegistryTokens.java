package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.AuthException;
import io.jenkins.plugins.multiplatform.auth.BearerToken;
import io.jenkins.plugins.multiplatform.auth.Challenge;
import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.auth.GrantedToken;
import io.jenkins.plugins.multiplatform.auth.RegistryLogin;
import io.jenkins.plugins.multiplatform.auth.TokenFetcher;
import io.jenkins.plugins.multiplatform.auth.TokenRequest;
import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.auth.TokenSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Gets tokens for others, under the conditions of our own requests and from the token servers of our own challenges. */
final class RegistryTokens implements TokenSource {
    /** What the specification lets a client assume. */
    private static final Duration UNKNOWN = Duration.ofSeconds(60);

    private final Function<String, HostSession> sessions;
    private final CredentialSource credentials;
    private final TokenFetcher fetcher;
    private final InstantSource clock;

    /** @param sessions by host, as references name hosts */
    RegistryTokens(
            Function<String, HostSession> sessions,
            CredentialSource credentials,
            TokenFetcher fetcher,
            InstantSource clock) {
        this.sessions = sessions;
        this.credentials = credentials;
        this.fetcher = fetcher;
        this.clock = clock;
    }

    @Override
    public RegistryLogin login(String registryHost, List<TokenScope> scopes)
            throws AuthException, InterruptedException {
        if (credentials.forHost(registryHost).isEmpty()) {
            return RegistryLogin.NONE;
        }
        return challenge(registryHost, scopes)
                .map(challenge -> challenge.isBearer() ? RegistryLogin.TOKEN : RegistryLogin.PASSWORD)
                .orElse(RegistryLogin.NONE);
    }

    @Override
    public GrantedToken fetch(String registryHost, List<TokenScope> scopes) throws AuthException, InterruptedException {
        // Only scopes that the registry named to this client: a machine that builds could claim any.
        List<TokenScope> all = sessions.apply(registryHost).withNamed(scopes);
        return fetch(registryHost, all, credentials.forHost(registryHost));
    }

    @Override
    public GrantedToken fetchAnonymously(String registryHost, List<TokenScope> scopes)
            throws AuthException, InterruptedException {
        return fetch(registryHost, scopes, Optional.empty());
    }

    private GrantedToken fetch(String host, List<TokenScope> scopes, Optional<Credential> credential)
            throws AuthException, InterruptedException {
        Challenge challenge = challenge(host, scopes)
                .filter(Challenge::isBearer)
                .orElseThrow(() -> new AuthException("registry " + host + " gives no tokens"));
        boolean plainHttp = isPlainHttp(host);
        Optional<BearerToken> given = given(credential, clock.instant());
        BearerToken token = given.isPresent()
                ? given.get()
                : fetcher.fetch(TokenRequest.of(challenge, scopes, plainHttp), credential);
        return new GrantedToken(
                token.value(),
                Duration.between(clock.instant(), token.expires()).toSeconds());
    }

    /** A token that a user has got elsewhere is used as it is, for no longer than another one that says no time. */
    static Optional<BearerToken> given(Optional<Credential> credential, Instant now) {
        return credential
                .map(Credential::registryToken)
                .filter(token -> !token.isEmpty())
                .map(token -> new BearerToken(token, now.plus(UNKNOWN)));
    }

    private boolean isPlainHttp(String host) throws AuthException, InterruptedException {
        try {
            return sessions.apply(host).isPlainHttp();
        } catch (IOException e) {
            throw failure(host, e);
        }
    }

    private Optional<Challenge> challenge(String host, List<TokenScope> scopes)
            throws AuthException, InterruptedException {
        try {
            return new LoginProbe(sessions.apply(host)).ask(scopes);
        } catch (IOException e) {
            throw failure(host, e);
        }
    }

    private static AuthException failure(String host, IOException e) {
        return new AuthException(
                RegistryException.message("ask " + host + " how users authenticate", FailureReasons.of(e, host)), e);
    }
}
