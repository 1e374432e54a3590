package io.jenkins.plugins.multiplatform.auth;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * How requests reach a token server: given by whoever knows proxies, certificate authorities and the patience of this
 * run, so that a token is got under the same conditions as everything else.
 */
@FunctionalInterface
public interface TokenTransport {
    /**
     * Sends a request and returns whatever answer came in the end, retries included. Redirects are followed only for
     * GET, and without {@code Authorization} where they lead to another origin. Bodies above 1 MiB are an error.
     */
    HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException;
}
