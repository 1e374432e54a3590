package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.util.Optional;

/**
 * Puts a manifest or index under a digest or a tag. The same bytes twice are the same once, so it may be repeated.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests">pushing</a>
 */
final class ManifestPutter implements Endpoint<ManifestPutter.Result> {
    private static final String SUBJECT = "OCI-Subject";

    private final Reference target;
    private final RawManifest manifest;

    /**
     * What the registry says of it.
     *
     * @param listsSubject whether it lists the manifest among its subject's referrers itself
     */
    record Result(Digest digest, boolean listsSubject) {}

    ManifestPutter(Reference target, RawManifest manifest) {
        this.target = target;
        this.manifest = manifest;
    }

    @Override
    public String action() {
        String tag = target.digest().isPresent() ? "" : " as " + Paths.manifestName(target);
        return "put manifest " + manifest.digest() + tag + " to " + target.name();
    }

    @Override
    public RegistryRequest request() {
        return RegistryRequest.put(
                Paths.manifest(target),
                manifest.mediaType(),
                manifest.content(),
                TokenScope.pullAndPush(target.path()));
    }

    @Override
    public boolean accepts(int status) {
        return status == 200 || status == 201 || status == 202 || status == 204;
    }

    @Override
    public Result read(RegistryAnswer<byte[]> answer) throws RegistryException {
        Optional<Digest> stored = ManifestHeaders.digest(answer, action());
        boolean comparable = stored.isPresent()
                && stored.get().algorithm().equals(manifest.digest().algorithm());
        if (comparable && !stored.get().equals(manifest.digest())) {
            throw new DigestMismatchException(action(), manifest.digest(), stored.get());
        }
        return new Result(manifest.digest(), answer.header(SUBJECT).isPresent());
    }
}
