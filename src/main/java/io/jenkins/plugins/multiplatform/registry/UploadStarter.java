package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Begins the upload of a blob, or has the registry take it from another of its repositories without one.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#mounting-a-blob-from-another-repository">
 *     mounting</a>
 */
final class UploadStarter implements Endpoint<Optional<URI>> {
    private final Reference repository;
    private final Digest digest;
    private final Optional<Reference> mountFrom;

    /** @param mountFrom a repository of the same registry that has the blob */
    UploadStarter(Reference repository, Digest digest, Optional<Reference> mountFrom) {
        this.repository = repository;
        this.digest = digest;
        this.mountFrom = mountFrom;
    }

    @Override
    public String action() {
        return "start the upload of blob " + digest + " to " + repository.name();
    }

    @Override
    public RegistryRequest request() {
        List<TokenScope> scopes = new ArrayList<>(List.of(TokenScope.pullAndPush(repository.path())));
        mountFrom.ifPresent(source -> scopes.add(TokenScope.pull(source.path())));
        String query = mountFrom
                .map(source -> "?mount=" + digest + "&from=" + source.path())
                .orElse("");
        return RegistryRequest.post(Paths.uploads(repository) + query, scopes);
    }

    @Override
    public boolean accepts(int status) {
        return status == 201 || status == 202;
    }

    /** Where to send the blob; nothing if the registry has it now. */
    @Override
    public Optional<URI> read(RegistryAnswer<byte[]> answer) throws RegistryException {
        if (answer.status() == 201) {
            return Optional.empty();
        }
        String location = answer.header("Location").orElse("");
        if (location.isEmpty()) {
            throw new RegistryException(
                    RegistryException.message(action(), "the registry does not say where to upload to"));
        }
        try {
            return Optional.of(Redirects.resolve(answer.uri(), location));
        } catch (IOException e) {
            throw new RegistryException(RegistryException.message(action(), e.getMessage()), e);
        }
    }
}
