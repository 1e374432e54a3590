package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.AuthException;
import io.jenkins.plugins.multiplatform.auth.TokenException;
import java.io.IOException;
import java.io.InputStream;

/** Carries endpoints to a registry and tells their failures in one form. */
final class EndpointCaller {
    private final HostSession session;

    EndpointCaller(HostSession session) {
        this.session = session;
    }

    <T> T call(Endpoint<T> endpoint) throws RegistryException, InterruptedException {
        RegistryAnswer<byte[]> answer;
        try {
            answer = session.send(endpoint.request(), BoundedBody.upTo(endpoint.mostBytes()));
        } catch (IOException | AuthException e) {
            throw failure(endpoint.action(), e);
        }
        if (endpoint.accepts(answer.status())) {
            return endpoint.read(answer);
        }
        throw ErrorAnswers.toException(endpoint.action(), session.host(), answer, answer.body());
    }

    /** A success's body as it comes; the caller closes it. */
    InputStream stream(String action, RegistryRequest request) throws RegistryException, InterruptedException {
        try {
            RegistryAnswer<InputStream> answer =
                    session.send(request, BoundedBody.streamed(session.host(), session.attemptTimeout()));
            if (answer.status() == 200) {
                return answer.body();
            }
            try (InputStream body = answer.body()) {
                throw ErrorAnswers.toException(action, session.host(), answer, body.readAllBytes());
            }
        } catch (IOException | AuthException e) {
            throw failure(action, e);
        }
    }

    /** Whether there is something to be read; none of it is. */
    boolean exists(String action, RegistryRequest request) throws RegistryException, InterruptedException {
        try {
            RegistryAnswer<InputStream> answer =
                    session.send(request, BoundedBody.streamed(session.host(), session.attemptTimeout()));
            try (InputStream body = answer.body()) {
                if (answer.status() == 200 || answer.status() == 404) {
                    return answer.status() == 200;
                }
                throw ErrorAnswers.toException(action, session.host(), answer, body.readAllBytes());
            }
        } catch (IOException | AuthException e) {
            throw failure(action, e);
        }
    }

    RegistryException failure(String action, Exception e) {
        if (e instanceof IOException io) {
            return new RegistryException(RegistryException.message(action, FailureReasons.of(io, session.host())), e);
        }
        String message = RegistryException.message(action, e.getMessage());
        return e instanceof TokenException token && token.isRefused()
                ? new RegistryUnauthorizedException(message, e)
                : new RegistryException(message, e);
    }
}
