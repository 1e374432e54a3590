package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.util.Map;
import java.util.Optional;

/**
 * Gets a manifest or index, byte for byte; nothing if there is none.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests">pulling</a>
 */
final class ManifestGetter implements Endpoint<Optional<RawManifest>> {
    /** What registries take at least, and most take at most. */
    static final int MOST_BYTES = 4 << 20;

    private final Reference reference;

    ManifestGetter(Reference reference) {
        this.reference = reference;
    }

    @Override
    public String action() {
        return "get manifest " + Paths.manifestName(reference) + " from " + reference.name();
    }

    @Override
    public RegistryRequest request() {
        return RegistryRequest.get(
                Paths.manifest(reference), Map.of("Accept", ManifestHeaders.ACCEPT), TokenScope.pull(reference.path()));
    }

    @Override
    public boolean accepts(int status) {
        return status == 200 || status == 404;
    }

    @Override
    public int mostBytes() {
        return MOST_BYTES;
    }

    @Override
    public Optional<RawManifest> read(RegistryAnswer<byte[]> answer) throws RegistryException {
        if (answer.status() == 404) {
            return Optional.empty();
        }
        byte[] content = answer.body();
        Digest digest = verifiedDigest(answer, content);
        return Optional.of(RawManifest.of(ManifestHeaders.mediaType(answer, content, action()), digest, content));
    }

    private Digest verifiedDigest(RegistryAnswer<byte[]> answer, byte[] content) throws RegistryException {
        Optional<Digest> told = ManifestHeaders.digest(answer, action());
        Digest expected = reference.digest().or(() -> told).orElseGet(() -> Digest.of(content));
        if (!expected.matches(content)) {
            throw new DigestMismatchException(action(), expected, Digest.of(content));
        }
        return expected;
    }
}
