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
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Identifies us to one registry the way it asked for when it was first met, with a token per scope. Nothing is sent
 * unasked. A credential is asked for again with each token, so a login that was renewed meanwhile counts.
 */
final class HostAuthorizer {
    private static final int MAX_NAMED = 4;
    private static final int MAX_SCOPE = 300;

    private final String host;
    private final CredentialSource credentials;
    private final TokenSource granted;
    private final TokenFetcher fetcher;
    private final InstantSource clock;
    private final Map<List<TokenScope>, Held> tokens = new ConcurrentHashMap<>();

    /** What refusals named besides, by the repository that was asked for. */
    private final Map<String, Set<TokenScope>> named = new ConcurrentHashMap<>();

    private volatile Optional<Challenge> challenge = Optional.empty();
    private volatile Optional<Identity> basic = Optional.empty();

    private record Held(BearerToken token, String label) {
        Identity identity() {
            return new Identity(Optional.of(token.authorization()), label);
        }
    }

    /**
     * @param host the registry as references write it, by which credentials are kept
     * @param granted gives tokens for registries whose credentials are elsewhere
     */
    HostAuthorizer(
            String host, CredentialSource credentials, TokenSource granted, TokenFetcher fetcher, InstantSource clock) {
        this.host = host;
        this.credentials = credentials;
        this.granted = granted;
        this.fetcher = fetcher;
        this.clock = clock;
    }

    /** As whom to send a request that was not sent yet. */
    Identity identify(List<TokenScope> scopes, boolean plainHttp) throws AuthException, InterruptedException {
        Optional<Challenge> known = challenge;
        if (known.isEmpty() || scopes.isEmpty()) {
            return Identity.NOBODY;
        }
        if (known.get().isBasic()) {
            return basic.orElse(Identity.NOBODY);
        }
        Held held = tokens.get(scopes);
        return held != null && held.token().isUsableAt(clock.instant())
                ? held.identity()
                : newToken(known.get(), scopes, plainHttp);
    }

    /**
     * As whom to send a request again that was refused with status 401; nothing if that would be the same again.
     *
     * @param used as whom it was sent
     */
    Optional<Identity> identifyAgain(HttpResponse<?> refusal, Identity used, List<TokenScope> scopes, boolean plainHttp)
            throws AuthException, InterruptedException {
        Optional<Challenge> chosen = learn(refusal);
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        if (chosen.get().isBearer()) {
            learnScopes(chosen.get(), scopes);
            return Optional.of(newToken(chosen.get(), scopes, plainHttp));
        }
        basic = newBasic();
        return basic.filter(identity -> !identity.authorization().equals(used.authorization()));
    }

    /** Takes note of what an answer with status 401 wants; nothing if that can't be read. */
    Optional<Challenge> learn(HttpResponse<?> refusal) {
        List<Challenge> offered = Challenge.parse(refusal.headers().allValues("WWW-Authenticate"));
        Optional<Challenge> chosen = offered.stream()
                .filter(Challenge::isBearer)
                .findFirst()
                .or(() -> offered.stream().filter(Challenge::isBasic).findFirst());
        if (chosen.isPresent()) {
            challenge = chosen;
        }
        return chosen;
    }

    /** What the registry wanted when it last refused; nothing if it never did. */
    Optional<Challenge> challenge() {
        return challenge;
    }

    /**
     * Gateways know a repository by another name than its users do, and say so when they refuse: what they name is asked
     * for besides, as Docker does. It is kept for the repository that was asked for, and with no action that the request
     * did not need.
     */
    private void learnScopes(Challenge refusal, List<TokenScope> asked) {
        if (asked.isEmpty()) {
            return;
        }
        TokenScope own = asked.get(0);
        for (String written : refusal.parameter("scope").orElse("").split(" ")) {
            Optional<TokenScope> other = readScope(written)
                    .filter(scope ->
                            scope.type().equals(own.type()) && !scope.name().equals(TokenScope.ANY))
                    .filter(scope -> asked.stream().noneMatch(known -> known.covers(scope)));
            Set<TokenScope> known = named.computeIfAbsent(own.name(), name -> ConcurrentHashMap.newKeySet());
            if (other.isPresent() && known.size() < MAX_NAMED) {
                known.add(other.get());
            }
        }
    }

    private static Optional<TokenScope> readScope(String written) {
        try {
            return written.length() > MAX_SCOPE ? Optional.empty() : Optional.of(TokenScope.parse(written));
        } catch (AuthException e) {
            return Optional.empty();
        }
    }

    /** With what the registry itself named when it refused a request for the same repositories. */
    List<TokenScope> withNamed(List<TokenScope> scopes) {
        List<TokenScope> all = new ArrayList<>(scopes);
        for (TokenScope own : scopes) {
            for (TokenScope other : named.getOrDefault(own.name(), Set.of())) {
                List<String> actions = new ArrayList<>(other.actions());
                actions.retainAll(own.actions());
                if (!actions.isEmpty()) {
                    all.add(new TokenScope(other.type(), other.name(), actions));
                }
            }
        }
        return all.stream().distinct().toList();
    }

    private Identity newToken(Challenge bearer, List<TokenScope> scopes, boolean plainHttp)
            throws AuthException, InterruptedException {
        Held held = granted.login(host, scopes) == RegistryLogin.TOKEN
                ? new Held(grant(scopes), "a token that was granted")
                : fetch(TokenRequest.of(bearer, withNamed(scopes), plainHttp));
        tokens.put(scopes, held);
        return held.identity();
    }

    private Held fetch(TokenRequest request) throws AuthException, InterruptedException {
        Optional<Credential> credential = credentials.forHost(host);
        Optional<BearerToken> given = RegistryTokens.given(credential, clock.instant());
        return new Held(given.isPresent() ? given.get() : fetcher.fetch(request, credential), label(credential));
    }

    private BearerToken grant(List<TokenScope> scopes) throws AuthException, InterruptedException {
        GrantedToken token = granted.fetch(host, scopes);
        return new BearerToken(token.value(), clock.instant().plusSeconds(token.seconds()));
    }

    private Optional<Identity> newBasic() throws AuthException {
        Optional<Credential> credential = credentials.forHost(host).filter(Credential::hasSecret);
        return credential.isEmpty()
                ? Optional.empty()
                : Optional.of(new Identity(Optional.of(credential.get().basicAuthorization()), label(credential)));
    }

    private static String label(Optional<Credential> credential) {
        return credential.map(Credential::label).orElse(Identity.NOBODY.label());
    }
}
