package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Where blobs come from. Its text names it in messages. */
interface BlobSource {
    /** From the start; may be asked again after a failure. */
    InputStream open(ContentDescriptor blob) throws RegistryException, IOException, InterruptedException;

    /** From where a registry may take the blob without our help. */
    default Optional<Reference> repository() {
        return Optional.empty();
    }

    /**
     * A repository.
     *
     * @param reference without tag and digest
     */
    record OfRepository(Reference reference, EndpointCaller caller) implements BlobSource {
        @Override
        public InputStream open(ContentDescriptor blob) throws RegistryException, InterruptedException {
            return caller.stream(
                    BlobGetter.action(reference, blob.digest()), BlobGetter.request(reference, blob.digest()));
        }

        @Override
        public Optional<Reference> repository() {
            return Optional.of(reference);
        }

        @Override
        public String toString() {
            return reference.name();
        }
    }

    /** Of images that no registry has yet. */
    record OfContent(ImageContent content) implements BlobSource {
        @Override
        public InputStream open(ContentDescriptor blob) throws IOException {
            return content.open(blob);
        }

        @Override
        public String toString() {
            return content.toString();
        }
    }

    /** Bytes at hand. */
    static BlobSource of(byte[] content) {
        return new BlobSource() {
            @Override
            public InputStream open(ContentDescriptor blob) {
                return new ByteArrayInputStream(content);
            }

            @Override
            public String toString() {
                return "memory";
            }
        };
    }
}
