package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.AuthException;
import io.jenkins.plugins.multiplatform.auth.Challenge;
import io.jenkins.plugins.multiplatform.auth.TokenScope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All traffic with one registry: identification, redirects, retries. Shared by threads. */
final class HostSession {
    private static final int UNAUTHORIZED = 401;
    /** Of an answer to somebody without a credential: a manifest may be as large. */
    private static final int MOST_BYTES = 4 << 20;
    /** Which all registries have, and those with users answer with what they want of them. */
    static final RegistryRequest PING =
            new RegistryRequest("GET", "/v2/", Map.of(), BodyPublishers.noBody(), List.of(), true);

    private final String host;
    private final String authority;
    private final SchemeChooser schemes;
    private final Retrier retrier;
    private final HostAuthorizer authorizer;
    private volatile Optional<URI> base = Optional.empty();

    /**
     * @param host as references write it
     * @param authority where it answers: Docker Hub's differs
     */
    HostSession(String host, String authority, SchemeChooser schemes, Retrier retrier, HostAuthorizer authorizer) {
        this.host = host;
        this.authority = authority;
        this.schemes = schemes;
        this.retrier = retrier;
        this.authorizer = authorizer;
    }

    String host() {
        return host;
    }

    /** How long nothing may come. */
    Duration attemptTimeout() {
        return retrier.attemptTimeout();
    }

    /** The same registry and identity, with less patience. */
    HostSession with(Retrier newRetrier) {
        return new HostSession(host, authority, schemes, newRetrier, authorizer);
    }

    /** See {@link HostAuthorizer#withNamed}. */
    List<TokenScope> withNamed(List<TokenScope> scopes) {
        return authorizer.withNamed(scopes);
    }

    <T> RegistryAnswer<T> send(RegistryRequest request, BodyHandler<T> handler)
            throws IOException, AuthException, InterruptedException {
        URI uri = base().resolve(request.target());
        Identity identity = isOurs(uri) ? authorizer.identify(request.scopes(), isPlainHttp()) : Identity.NOBODY;
        RegistryAnswer<T> answer = follow(request, uri, identity, handler);
        if (answer.status() != UNAUTHORIZED) {
            return answer;
        }
        Optional<Identity> again = identifyAgain(answer.response(), identity, request);
        return again.isPresent() ? follow(request, uri, again.get(), handler) : answer;
    }

    /** For requests whose body can be sent only once: as whom, for an address that the registry gave. */
    Identity identify(RegistryRequest request, URI uri) throws IOException, AuthException, InterruptedException {
        return isOurs(uri) ? authorizer.identify(request.scopes(), isPlainHttp()) : Identity.NOBODY;
    }

    /**
     * As whom to send such a request again that the registry refused with status 401; nothing if that would be the same
     * again, or if another server refused it.
     *
     * @param used as whom it was sent
     */
    Optional<Identity> identifyAgain(HttpResponse<?> refusal, Identity used, RegistryRequest request)
            throws IOException, AuthException, InterruptedException {
        return isOurs(refusal.uri())
                ? authorizer.identifyAgain(refusal, used, request.scopes(), isPlainHttp())
                : Optional.empty();
    }

    /** What the registry wanted when it last refused; nothing if it never did, or can't be understood. */
    Optional<Challenge> challenge() {
        return authorizer.challenge();
    }

    /** Sends a request without any credential, and takes note of what a refusal by the registry itself wants. */
    RegistryAnswer<byte[]> sendAnonymously(RegistryRequest request) throws IOException, InterruptedException {
        RegistryAnswer<byte[]> answer =
                follow(request, base().resolve(request.target()), Identity.NOBODY, BoundedBody.upTo(MOST_BYTES));
        if (answer.status() == UNAUTHORIZED && isOurs(answer.uri())) {
            authorizer.learn(answer.response());
        }
        return answer;
    }

    /** Whether it says anything now, asked once. */
    boolean answers() throws InterruptedException {
        try {
            retrier.sendOnce(PING.toHttp(base().resolve(PING.target())).build(), BodyHandlers.discarding());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private <T> RegistryAnswer<T> follow(RegistryRequest request, URI first, Identity identity, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        URI uri = first;
        for (int hop = 0; hop <= Redirects.MOST; hop++) {
            HttpRequest.Builder http = request.toHttp(uri);
            if (isOurs(uri)) {
                identity.authorization().ifPresent(value -> http.header("Authorization", value));
            }
            Retrier.Answer<T> answer = retrier.send(http.build(), handler, request.repeatable());
            HttpResponse<T> response = answer.response();
            if (!Redirects.isRedirect(response, request.isReading())) {
                return new RegistryAnswer<>(response, identity, answer.attempts());
            }
            uri = Redirects.target(response);
        }
        throw new UnacceptableAnswerException("it redirects in a circle (more than " + Redirects.MOST + " times)");
    }

    private boolean isOurs(URI uri) throws IOException, InterruptedException {
        return Hosts.isSameOrigin(base(), uri);
    }

    boolean isPlainHttp() throws IOException, InterruptedException {
        return base().getScheme().equals("http");
    }

    private URI base() throws IOException, InterruptedException {
        if (base.isEmpty()) {
            Hosts.base("https", authority);
            base = Optional.of(Hosts.base(schemes.choose(authority), authority));
        }
        return base.get();
    }
}
