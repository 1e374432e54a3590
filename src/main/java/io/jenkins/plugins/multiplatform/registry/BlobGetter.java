package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.util.Map;

/** Gets a blob, an image's configuration mostly, into memory. */
final class BlobGetter implements Endpoint<byte[]> {
    static final int MOST_BYTES = 8 << 20;

    private final Reference repository;
    private final ContentDescriptor blob;
    private final int mostBytes;

    BlobGetter(Reference repository, ContentDescriptor blob, int mostBytes) {
        this.repository = repository;
        this.blob = blob;
        this.mostBytes = mostBytes;
    }

    @Override
    public String action() {
        return action(repository, blob.digest());
    }

    static String action(Reference repository, Digest digest) {
        return "get blob " + digest + " from " + repository.name();
    }

    @Override
    public RegistryRequest request() {
        return request(repository, blob.digest());
    }

    static RegistryRequest request(Reference repository, Digest digest) {
        return RegistryRequest.get(Paths.blob(repository, digest), Map.of(), TokenScope.pull(repository.path()));
    }

    @Override
    public boolean accepts(int status) {
        return status == 200;
    }

    @Override
    public int mostBytes() {
        return mostBytes;
    }

    @Override
    public byte[] read(RegistryAnswer<byte[]> answer) throws RegistryException {
        if (!blob.digest().matches(answer.body())) {
            throw new DigestMismatchException(action(), blob.digest(), Digest.of(answer.body()));
        }
        return answer.body();
    }
}
