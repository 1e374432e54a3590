package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.AuthException;
import io.jenkins.plugins.multiplatform.auth.BearerToken;
import io.jenkins.plugins.multiplatform.auth.Challenge;
import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.auth.GrantedToken;
import io.jenkins.plugins.multiplatform.auth.TokenFetcher;
import io.jenkins.plugins.multiplatform.auth.TokenRequest;
import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.auth.TokenSource;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Gets tokens for others, under the conditions of our own requests and from the token servers of our own challenges. */
final class RegistryTokens implements TokenSource {
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
    public boolean servesTokens(String registryHost) throws AuthException, InterruptedException {
        return credentials.forHost(registryHost).isPresent()
                && challenge(registryHost).isPresent();
    }

    @Override
    public GrantedToken fetch(String registryHost, List<TokenScope> scopes) throws AuthException, InterruptedException {
        return fetch(registryHost, scopes, credentials.forHost(registryHost));
    }

    @Override
    public GrantedToken fetchAnonymously(String registryHost, List<TokenScope> scopes)
            throws AuthException, InterruptedException {
        return fetch(registryHost, scopes, Optional.empty());
    }

    private GrantedToken fetch(String host, List<TokenScope> scopes, Optional<Credential> credential)
            throws AuthException, InterruptedException {
        Challenge challenge =
                challenge(host).orElseThrow(() -> new AuthException("registry " + host + " gives no tokens"));
        BearerToken token = fetcher.fetch(TokenRequest.of(challenge, scopes, isPlainHttp(host)), credential);
        return new GrantedToken(
                token.value(),
                Duration.between(clock.instant(), token.expires()).toSeconds());
    }

    private boolean isPlainHttp(String host) throws AuthException, InterruptedException {
        try {
            return sessions.apply(host).isPlainHttp();
        } catch (IOException e) {
            throw failure(host, e);
        }
    }

    private Optional<Challenge> challenge(String host) throws AuthException, InterruptedException {
        try {
            return sessions.apply(host).tokenChallenge();
        } catch (IOException e) {
            throw failure(host, e);
        }
    }

    private static AuthException failure(String host, IOException e) {
        return new AuthException(
                RegistryException.message("ask " + host + " for its token server", FailureReasons.of(e, host)), e);
    }
}
