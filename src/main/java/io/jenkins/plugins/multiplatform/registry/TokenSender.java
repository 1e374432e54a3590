package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.TokenTransport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Requests to token servers, as patient as all others. */
final class TokenSender implements TokenTransport {
    private static final int MOST_BYTES = 1 << 20;

    private final Retrier retrier;

    TokenSender(Retrier retrier) {
        this.retrier = retrier;
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
            return retrier.send(request, BoundedBody.upTo(MOST_BYTES), true).response();
        } catch (IOException e) {
            throw new IOException(FailureReasons.of(e, request.uri().getAuthority()), e);
        }
    }
}
