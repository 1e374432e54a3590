package io.jenkins.plugins.multiplatform.jenkins.action;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;

/** A {@link ContentDescriptor} as a run's file holds it. */
final class SavedDescriptor {
    private final String mediaType;
    private final String digest;
    private final long size;

    SavedDescriptor(String mediaType, String digest, long size) {
        this.mediaType = mediaType;
        this.digest = digest;
        this.size = size;
    }

    ContentDescriptor toDescriptor() throws InvalidReferenceException {
        return ContentDescriptor.of(mediaType, Digest.parse(digest), size);
    }
}
