package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.TokenTransport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Requests to other servers than registries, as patient as all others. */
final class RedirectingSender implements TokenTransport {
    private final Retrier retrier;
    private final int most;

    /** @param most bytes of an answer that are read */
    RedirectingSender(Retrier retrier, int most) {
        this.retrier = retrier;
        this.most = most;
    }

    @Override
    public HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        HttpRequest next = request;
        for (int hop = 0; hop <= Redirects.MOST; hop++) {
            HttpResponse<byte[]> response = sendOnce(next);
            if (!request.method().equals("GET") || !Redirects.isRedirect(response, true)) {
                return response;
            }
            URI target = Redirects.target(response);
            boolean sameOrigin = Hosts.isSameOrigin(request.uri(), target);
            next = HttpRequest.newBuilder(
                            request, (name, value) -> sameOrigin || !name.equalsIgnoreCase("Authorization"))
                    .uri(target)
                    .build();
        }
        throw new UnacceptableAnswerException("it redirects in a circle (more than " + Redirects.MOST + " times)");
    }

    private HttpResponse<byte[]> sendOnce(HttpRequest request) throws IOException, InterruptedException {
        try {
            return retrier.send(request, BoundedBody.upTo(most), true).response();
        } catch (IOException e) {
            throw new IOException(FailureReasons.of(e, Hosts.withoutUser(request.uri())), e);
        }
    }
}
