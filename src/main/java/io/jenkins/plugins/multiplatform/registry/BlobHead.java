package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.util.Map;
import java.util.Optional;

/** Asks whether a repository has a blob; nothing where the registry does not answer that. */
final class BlobHead implements Endpoint<Optional<Boolean>> {
    private final Reference repository;
    private final Digest digest;
    private final TokenScope scope;

    /** @param scope of the work that this is part of, so that it is done with one token */
    BlobHead(Reference repository, Digest digest, TokenScope scope) {
        this.repository = repository;
        this.digest = digest;
        this.scope = scope;
    }

    @Override
    public String action() {
        return "look up blob " + digest + " in " + repository.name();
    }

    @Override
    public RegistryRequest request() {
        return RegistryRequest.head(Paths.blob(repository, digest), Map.of(), scope);
    }

    @Override
    public boolean accepts(int status) {
        return status == 200 || status == 404 || ManifestHead.UNANSWERED.contains(status);
    }

    @Override
    public Optional<Boolean> read(RegistryAnswer<byte[]> answer) {
        return ManifestHead.UNANSWERED.contains(answer.status())
                ? Optional.empty()
                : Optional.of(answer.status() == 200);
    }
}
