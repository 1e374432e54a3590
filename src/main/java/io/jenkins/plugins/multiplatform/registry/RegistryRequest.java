package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.TokenScope;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;

/**
 * What an endpoint wants sent.
 *
 * @param target a path from {@code /v2/} on, or a whole address that the registry gave
 * @param body must be readable as often as the request may be sent
 * @param scopes what a token for it must allow
 * @param repeatable whether it may arrive twice without harm
 */
record RegistryRequest(
        String method,
        String target,
        Map<String, String> headers,
        BodyPublisher body,
        List<TokenScope> scopes,
        boolean repeatable) {
    static RegistryRequest get(String target, Map<String, String> headers, TokenScope scope) {
        return new RegistryRequest("GET", target, headers, BodyPublishers.noBody(), List.of(scope), true);
    }

    static RegistryRequest head(String target, Map<String, String> headers, TokenScope scope) {
        return new RegistryRequest("HEAD", target, headers, BodyPublishers.noBody(), List.of(scope), true);
    }

    static RegistryRequest put(String target, String contentType, byte[] content, TokenScope scope) {
        return new RegistryRequest(
                "PUT",
                target,
                Map.of("Content-Type", contentType),
                BodyPublishers.ofByteArray(content),
                List.of(scope),
                true);
    }

    /** A POST begins something new each time. */
    static RegistryRequest post(String target, List<TokenScope> scopes) {
        return new RegistryRequest("POST", target, Map.of(), BodyPublishers.noBody(), scopes, false);
    }

    RegistryRequest withBody(BodyPublisher newBody) {
        return new RegistryRequest(method, target, headers, newBody, scopes, repeatable);
    }

    HttpRequest.Builder toHttp(URI uri) {
        HttpRequest.Builder http =
                HttpRequest.newBuilder(uri).method(method, body).header("User-Agent", "multi-platform-build");
        headers.forEach(http::header);
        return http;
    }

    boolean isReading() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
