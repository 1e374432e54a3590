package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.util.Map;
import java.util.Optional;

/**
 * Asks whether a manifest or index exists and what a tag points at, without its content. Registries do not count it
 * as a pull.
 */
final class ManifestHead implements Endpoint<ManifestHead.Result> {
    private final Reference reference;

    /**
     * What a HEAD can tell.
     *
     * @param descriptor nothing if the manifest does not exist or the registry told too little of it
     */
    record Result(boolean exists, Optional<ContentDescriptor> descriptor) {}

    ManifestHead(Reference reference) {
        this.reference = reference;
    }

    @Override
    public String action() {
        return "look up manifest " + Paths.manifestName(reference) + " in " + reference.name();
    }

    @Override
    public RegistryRequest request() {
        return RegistryRequest.head(
                Paths.manifest(reference), Map.of("Accept", ManifestHeaders.ACCEPT), TokenScope.pull(reference.path()));
    }

    @Override
    public boolean accepts(int status) {
        return status == 200 || status == 404;
    }

    @Override
    public Result read(RegistryAnswer<byte[]> answer) throws RegistryException {
        if (answer.status() == 404) {
            return new Result(false, Optional.empty());
        }
        Optional<Digest> told = ManifestHeaders.digest(answer, action());
        Optional<Digest> asked = reference.digest();
        if (asked.isPresent() && told.isPresent() && !asked.equals(told)) {
            throw new DigestMismatchException(action(), asked.get(), told.get());
        }
        long size =
                answer.response().headers().firstValueAsLong("Content-Length").orElse(-1);
        String mediaType = ManifestHeaders.contentType(answer);
        return new Result(
                true,
                told.or(() -> asked)
                        .filter(digest -> size >= 0 && !mediaType.isEmpty())
                        .map(digest -> ContentDescriptor.of(mediaType, digest, size)));
    }
}
