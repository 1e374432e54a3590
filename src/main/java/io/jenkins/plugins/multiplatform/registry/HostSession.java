package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.AuthException;
import io.jenkins.plugins.multiplatform.auth.Challenge;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All traffic with one registry: identification, redirects, retries. Shared by threads. */
final class HostSession {
    private static final int UNAUTHORIZED = 401;
    private static final int MOST_BYTES = 1 << 16;
    /** Which all registries have, and those with users answer with what they want of them. */
    private static final RegistryRequest PING =
            new RegistryRequest("GET", "/v2/", Map.of(), BodyPublishers.noBody(), List.of(), true);

    private final String host;
    private final String authority;
    private final SchemeChooser schemes;
    private final Retrier retrier;
    private final HostAuthorizer authorizer;
    private volatile Optional<URI> base = Optional.empty();
    private volatile boolean pinged;

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

    <T> RegistryAnswer<T> send(RegistryRequest request, BodyHandler<T> handler)
            throws IOException, AuthException, InterruptedException {
        URI uri = base().resolve(request.target());
        Identity identity = isOurs(uri) ? authorizer.identify(request.scopes(), isPlainHttp()) : Identity.NOBODY;
        RegistryAnswer<T> answer = follow(request, uri, identity, handler);
        if (answer.status() != UNAUTHORIZED || !isOurs(answer.uri())) {
            return answer;
        }
        Optional<Identity> again =
                authorizer.identifyAgain(answer.response(), identity, request.scopes(), isPlainHttp());
        return again.isPresent() ? follow(request, uri, again.get(), handler) : answer;
    }

    /** For requests whose body can be sent only once: as whom, for an address that the registry gave. */
    Identity identify(RegistryRequest request, URI uri) throws IOException, AuthException, InterruptedException {
        return isOurs(uri) ? authorizer.identify(request.scopes(), isPlainHttp()) : Identity.NOBODY;
    }

    /** The token server that the registry named, now or before; nothing where it wants no tokens. */
    Optional<Challenge> tokenChallenge() throws IOException, InterruptedException {
        if (authorizer.challenge().isEmpty() && !pinged) {
            RegistryAnswer<byte[]> answer =
                    follow(PING, base().resolve(PING.target()), Identity.NOBODY, BoundedBody.upTo(MOST_BYTES));
            if (answer.status() == UNAUTHORIZED && isOurs(answer.uri())) {
                authorizer.learn(answer.response());
            }
            pinged = true;
        }
        return authorizer.challenge().filter(Challenge::isBearer);
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
