package io.jenkins.plugins.multiplatform.registry;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Sends one request once. The JDK's own timeout ends with the answer's headers; here the wait for the body has an end
 * too, and an interrupt takes the connection down.
 */
final class HttpSender {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

    private final RegistrySettings settings;

    /** Null until something is sent: it brings TLS along, some 450 classes, and an agent that builds sends nothing. */
    private HttpClient http;

    HttpSender(RegistrySettings settings) {
        this.settings = settings;
    }

    private synchronized HttpClient http() {
        if (http == null) {
            // HTTP/1.1: of a request on a connection of its own it is certain what a broken connection has broken
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .proxy(settings.proxy());
            settings.trust().ifPresent(builder::sslContext);
            http = builder.build();
        }
        return http;
    }

    /** Waits for the whole answer. */
    <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler, Duration timeout)
            throws IOException, InterruptedException {
        return send(request, handler, timeout, () -> 0);
    }

    /**
     * Waits as long as something moves, and not next to nothing.
     *
     * @param idle how long nothing may move
     * @param progress grows while something does
     */
    <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler, Duration idle, LongSupplier progress)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> answer = http().sendAsync(request, handler);
        try {
            Pace pace = new Pace(idle);
            boolean slow = false;
            long seen;
            long moved;
            do {
                seen = progress.getAsLong();
                try {
                    return answer.get(idle.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    // another round if something moved
                }
                moved = progress.getAsLong() - seen;
                // The last bytes of a body are few too: one slow round is none.
                boolean wasSlow = slow;
                slow = pace.isTooSlow(idle.toNanos(), moved);
                if (slow && wasSlow && moved != 0) {
                    throw new StalledTransferException(request.uri().getAuthority() + " takes less than "
                            + Pace.MIN_BYTES_PER_SECOND + " bytes a second");
                }
            } while (moved != 0);
            throw new HttpTimeoutException("no answer within " + idle.toSeconds() + " seconds");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }
}
