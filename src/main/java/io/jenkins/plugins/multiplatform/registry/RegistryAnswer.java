package io.jenkins.plugins.multiplatform.registry;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * What came back in the end.
 *
 * @param identity as whom the registry was asked
 * @param attempts how often the last request was sent
 */
record RegistryAnswer<T>(HttpResponse<T> response, Identity identity, int attempts) {
    int status() {
        return response.statusCode();
    }

    T body() {
        return response.body();
    }

    URI uri() {
        return response.uri();
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }
}
