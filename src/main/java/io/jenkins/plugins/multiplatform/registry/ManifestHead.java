package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks whether a manifest or index exists and what a tag points at, without its content. Registries do not count it
 * as a pull.
 */
final class ManifestHead implements Endpoint<ManifestHead.Result> {
    /** What old mirrors, and proxies that let only GET through, answer to a HEAD of what a GET would show. */
    static final Set<Integer> UNANSWERED = Set.of(403, 405, 501);

    private final Reference reference;
    private final TokenScope scope;

    /**
     * What a HEAD can tell.
     *
     * @param answered whether the registry answers such questions; if not, nothing is known
     * @param descriptor nothing if the manifest does not exist or the registry told too little of it
     */
    record Result(boolean answered, boolean exists, Optional<ContentDescriptor> descriptor) {}

    ManifestHead(Reference reference, TokenScope scope) {
        this.reference = reference;
        this.scope = scope;
    }

    @Override
    public String action() {
        return "look up manifest " + Paths.manifestName(reference) + " in " + reference.name();
    }

    @Override
    public RegistryRequest request() {
        return RegistryRequest.head(Paths.manifest(reference), Map.of("Accept", ManifestHeaders.ACCEPT), scope);
    }

    @Override
    public boolean accepts(int status) {
        return status == 200 || status == 404 || UNANSWERED.contains(status);
    }

    @Override
    public Result read(RegistryAnswer<byte[]> answer) throws RegistryException {
        if (answer.status() == 404) {
            return new Result(true, false, Optional.empty());
        }
        if (UNANSWERED.contains(answer.status())) {
            return new Result(false, false, Optional.empty());
        }
        Optional<Digest> told = ManifestHeaders.digest(answer, action());
        Optional<Digest> asked = reference.digest();
        boolean comparable = asked.isPresent()
                && told.isPresent()
                && asked.get().algorithm().equals(told.get().algorithm());
        if (comparable && !asked.equals(told)) {
            throw new DigestMismatchException(action(), asked.get(), told.get());
        }
        long size =
                answer.response().headers().firstValueAsLong("Content-Length").orElse(-1);
        String mediaType = ManifestHeaders.contentType(answer);
        return new Result(
                true,
                true,
                asked.or(() -> told)
                        .filter(digest -> size >= 0 && !mediaType.isEmpty())
                        .map(digest -> ContentDescriptor.of(mediaType, digest, size)));
    }
}
