package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Begins an upload to learn whether one may push: the only question that a registry answers truthfully before the end of
 * a long build.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-blobs">pushing blobs</a>
 */
final class PushCheck implements Endpoint<Optional<URI>> {
    private final Reference repository;

    PushCheck(Reference repository) {
        this.repository = repository;
    }

    @Override
    public String action() {
        return "push to " + repository.name();
    }

    @Override
    public RegistryRequest request() {
        return request("POST", Paths.uploads(repository), repository);
    }

    @Override
    public boolean accepts(int status) {
        return status == 202;
    }

    /** Where the upload can be cancelled; empty where the registry does not say. */
    @Override
    public Optional<URI> read(RegistryAnswer<byte[]> answer) throws RegistryException {
        Optional<String> location = answer.header("Location");
        if (location.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Redirects.resolve(answer.uri(), location.get()));
        } catch (IOException e) {
            throw new RegistryException(RegistryException.message(action(), e.getMessage()), e);
        }
    }

    /** May arrive twice: a second upload that nobody uses ends by itself. */
    private static RegistryRequest request(String method, String target, Reference repository) {
        return new RegistryRequest(
                method,
                target,
                Map.of(),
                BodyPublishers.noBody(),
                List.of(TokenScope.pullAndPush(repository.path())),
                true);
    }

    /** Takes back the upload that the check began, so that the registry keeps nothing of it. */
    record Cancel(Reference repository, URI upload) implements Endpoint<Boolean> {
        @Override
        public String action() {
            return "cancel the upload to " + repository.name();
        }

        @Override
        public RegistryRequest request() {
            return PushCheck.request("DELETE", upload.toString(), repository);
        }

        @Override
        public boolean accepts(int status) {
            return true;
        }

        @Override
        public Boolean read(RegistryAnswer<byte[]> answer) {
            return answer.status() / 100 == 2;
        }
    }
}
