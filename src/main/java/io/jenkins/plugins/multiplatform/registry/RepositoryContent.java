package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** A repository as a source of images. */
record RepositoryContent(ManifestSource manifests, BlobSource blobs) implements ImageContent {
    @Override
    public RawManifest manifest(ContentDescriptor manifest) throws IOException {
        try {
            return manifests.get(manifest);
        } catch (RegistryException e) {
            throw new IOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    @Override
    public InputStream open(ContentDescriptor blob) throws IOException {
        try {
            return new BlobStream(blobs.open(blob), blob);
        } catch (RegistryException e) {
            throw new IOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException();
    }

    @Override
    public String toString() {
        return blobs.toString();
    }
}
