package io.jenkins.plugins.multiplatform.registry;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;

/**
 * Sends a request until it is answered by something else than "not now", within the bounds of a {@link RetryPolicy}.
 * A request that changes something each time it arrives is sent again only where it certainly did not arrive.
 */
final class Retrier {
    static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
    private static final int TOO_MANY_REQUESTS = 429;

    private final HttpSender sender;
    private final RetryPolicy policy;
    private final Backoff backoff;
    private final Set<String> answered = ConcurrentHashMap.newKeySet();

    Retrier(HttpSender sender, RetryPolicy policy, Backoff backoff) {
        this.sender = sender;
        this.policy = policy;
        this.backoff = backoff;
    }

    Duration attemptTimeout() {
        return policy.attemptTimeout();
    }

    record Answer<T>(HttpResponse<T> response, int attempts) {}

    /**
     * Returns the last answer, whatever its status.
     *
     * @param repeatable whether the request may arrive twice
     * @throws GaveUpException if the last of several attempts had no answer
     */
    <T> Answer<T> send(HttpRequest request, BodyHandler<T> handler, boolean repeatable)
            throws IOException, InterruptedException {
        Instant end = backoff.deadline();
        for (int attempt = 1; ; attempt++) {
            Optional<Duration> delay;
            try {
                HttpResponse<T> response = sendOnce(request, handler);
                answered.add(request.uri().getAuthority());
                delay = delayAfter(response, attempt, repeatable).filter(d -> backoff.isWithin(end, d));
                if (delay.isEmpty()) {
                    return new Answer<>(response, attempt);
                }
            } catch (IOException e) {
                delay = delayAfter(e, request, attempt, repeatable).filter(d -> backoff.isWithin(end, d));
                if (delay.isEmpty()) {
                    throw attempt == 1 ? e : new GaveUpException(attempt, e);
                }
            }
            backoff.pause(delay.get());
        }
    }

    <T> HttpResponse<T> sendOnce(HttpRequest request, BodyHandler<T> handler) throws IOException, InterruptedException {
        return sender.send(request, handler, policy.attemptTimeout());
    }

    private Optional<Duration> delayAfter(HttpResponse<?> response, int attempt, boolean repeatable) {
        int status = response.statusCode();
        if (!PASSING.contains(status) || attempt >= policy.attempts() || (!repeatable && status != TOO_MANY_REQUESTS)) {
            return Optional.empty();
        }
        return Optional.of(backoff.after(attempt, response.headers().firstValue("Retry-After")));
    }

    private Optional<Duration> delayAfter(IOException failure, HttpRequest request, int attempt, boolean repeatable) {
        boolean notSent = isNotConnected(failure);
        boolean firstContact = !answered.contains(request.uri().getAuthority());
        int attempts = notSent && firstContact ? policy.firstContactAttempts() : policy.attempts();
        if (attempt >= attempts || isLasting(failure) || (!repeatable && !notSent)) {
            return Optional.empty();
        }
        return Optional.of(backoff.after(attempt));
    }

    private static boolean isNotConnected(IOException failure) {
        return failure instanceof ConnectException
                || failure instanceof HttpConnectTimeoutException
                || failure instanceof SSLException;
    }

    /** Whether trying again can only give the same. */
    static boolean isLasting(Exception failure) {
        return Causes.has(failure, UnacceptableAnswerException.class)
                || Causes.has(failure, CertificateException.class);
    }
}
