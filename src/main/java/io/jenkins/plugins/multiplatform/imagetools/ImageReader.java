package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.io.IOException;

/** Reads the parts of one image, wherever it is. */
interface ImageReader {
    /** @throws ImageToolsException if it does not exist */
    RawManifest manifest(ContentDescriptor manifest)
            throws RegistryException, ImageToolsException, InterruptedException;

    /** @param mostBytes more are an error */
    byte[] blob(ContentDescriptor blob, int mostBytes)
            throws RegistryException, ImageToolsException, InterruptedException;

    /** In a repository. */
    static ImageReader of(RegistryClient client, Reference repository) {
        return new ImageReader() {
            @Override
            public RawManifest manifest(ContentDescriptor manifest)
                    throws RegistryException, ImageToolsException, InterruptedException {
                Reference reference = repository.nameOnly().withDigest(manifest.digest());
                return client.getManifest(reference)
                        .orElseThrow(() -> new ImageToolsException(reference + ": not found"));
            }

            @Override
            public byte[] blob(ContentDescriptor blob, int mostBytes) throws RegistryException, InterruptedException {
                return client.getBlob(repository, blob, mostBytes);
            }
        };
    }

    /** In a folder. */
    static ImageReader of(ImageLayout layout) {
        return new ImageReader() {
            @Override
            public RawManifest manifest(ContentDescriptor manifest) throws ImageToolsException {
                try {
                    return layout.manifest(manifest);
                } catch (IOException e) {
                    throw new ImageToolsException(layout + ": " + e.getMessage(), e);
                }
            }

            @Override
            public byte[] blob(ContentDescriptor blob, int mostBytes) throws ImageToolsException {
                try {
                    return layout.blob(blob, mostBytes);
                } catch (IOException e) {
                    throw new ImageToolsException(layout + ": " + e.getMessage(), e);
                }
            }
        };
    }
}
