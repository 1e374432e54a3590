package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import java.io.IOException;
import java.io.InputStream;

/** Images that are in no registry yet. Its text names it in messages. */
public interface ImageContent {
    /** @throws IOException if it is not there, or is not what its digest says */
    RawManifest manifest(ContentDescriptor manifest) throws IOException;

    /** From the start; may be asked again after a failure. Who reads it checks it. */
    InputStream open(ContentDescriptor blob) throws IOException;
}
