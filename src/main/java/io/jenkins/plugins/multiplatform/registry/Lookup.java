package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.util.Optional;

/** Asks what exists: by HEAD, and by GET where a registry or what stands before it does not answer that. */
final class Lookup {
    private final EndpointCaller caller;

    Lookup(EndpointCaller caller) {
        this.caller = caller;
    }

    /** @param scope of the work that this is part of, so that it is done with one token */
    boolean hasManifest(Reference reference, TokenScope scope) throws RegistryException, InterruptedException {
        ManifestHead.Result head = caller.call(new ManifestHead(reference, scope));
        return head.answered() ? head.exists() : get(reference).isPresent();
    }

    /** Nothing if there is none. */
    Optional<ContentDescriptor> manifest(Reference reference, TokenScope scope)
            throws RegistryException, InterruptedException {
        ManifestHead.Result head = caller.call(new ManifestHead(reference, scope));
        boolean enough = head.answered() && (!head.exists() || head.descriptor().isPresent());
        return enough ? head.descriptor() : get(reference).map(RawManifest::descriptor);
    }

    private Optional<RawManifest> get(Reference reference) throws RegistryException, InterruptedException {
        return caller.call(new ManifestGetter(reference));
    }

    boolean hasBlob(Reference repository, Digest digest, TokenScope scope)
            throws RegistryException, InterruptedException {
        Optional<Boolean> head = caller.call(new BlobHead(repository, digest, scope));
        return head.isPresent()
                ? head.get()
                : caller.exists(BlobGetter.action(repository, digest), BlobGetter.request(repository, digest));
    }
}
