package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.io.IOException;

/** Where manifests come from that an index names. Its text names it in messages. */
interface ManifestSource {
    /** @throws RegistryException if it does not exist */
    RawManifest get(ContentDescriptor manifest) throws RegistryException, InterruptedException;

    /**
     * A repository.
     *
     * @param reference without tag and digest
     */
    record OfRepository(Reference reference, EndpointCaller caller) implements ManifestSource {
        @Override
        public RawManifest get(ContentDescriptor manifest) throws RegistryException, InterruptedException {
            ManifestGetter getter = new ManifestGetter(reference.withDigest(manifest.digest()));
            return caller.call(getter)
                    .orElseThrow(() -> new RegistryException(
                            RegistryException.message(getter.action(), "it is named by an index but does not exist")));
        }

        @Override
        public String toString() {
            return reference.name();
        }
    }

    /** What no registry has yet. */
    record OfContent(ImageContent content) implements ManifestSource {
        @Override
        public RawManifest get(ContentDescriptor manifest) throws RegistryException {
            try {
                return content.manifest(manifest);
            } catch (IOException e) {
                throw new RegistryException(
                        RegistryException.message(
                                "get manifest " + manifest.digest() + " from " + content, e.getMessage()),
                        e);
            }
        }

        @Override
        public String toString() {
            return content.toString();
        }
    }
}
