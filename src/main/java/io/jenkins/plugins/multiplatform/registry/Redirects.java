package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.RegistryAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpResponse;
import java.util.Set;

/**
 * Where an answer leads. By hand, since the JDK would carry {@code Authorization} along to other hosts, which are
 * mostly storage services that refuse it and always somebody else.
 */
final class Redirects {
    static final int MOST = 10;

    private static final Set<Integer> FOR_READING = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> FOR_ALL = Set.of(307, 308);

    private Redirects() {}

    static boolean isRedirect(HttpResponse<?> response, boolean reading) {
        return (reading ? FOR_READING : FOR_ALL).contains(response.statusCode())
                && response.headers().firstValue("Location").isPresent();
    }

    static URI target(HttpResponse<?> response) throws IOException {
        return resolve(response.uri(), response.headers().firstValue("Location").orElse(""));
    }

    /** @throws IOException if the address leads out of http and https, or from TLS to plain text */
    static URI resolve(URI from, String location) throws IOException {
        URI target;
        try {
            target = RegistryAddress.resolve(from, location);
        } catch (URISyntaxException e) {
            throw new UnacceptableAnswerException("it answers with an address that cannot be read");
        }
        boolean tls = "https".equalsIgnoreCase(target.getScheme());
        if ((!tls && !"http".equalsIgnoreCase(target.getScheme())) || target.getHost() == null) {
            throw new UnacceptableAnswerException("it leads to an address that is neither http nor https");
        }
        if (!tls && "https".equalsIgnoreCase(from.getScheme())) {
            throw new UnacceptableAnswerException("it leads from https to plain http (" + Hosts.describe(target)
                    + "): a proxy in front of it probably fails to tell it so (X-Forwarded-Proto)");
        }
        return target;
    }
}
