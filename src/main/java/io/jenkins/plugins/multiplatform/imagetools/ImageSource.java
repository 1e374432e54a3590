package io.jenkins.plugins.multiplatform.imagetools;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Reference;

/**
 * A manifest or index that goes into an index.
 *
 * @param reference with a tag or digest
 * @param described what the user says of it beyond its digest; null if nothing
 * @param givesWay whether its images make room for those of other sources with the same platform: what a tag named
 *     before something is appended
 */
record ImageSource(Reference reference, @CheckForNull ContentDescriptor described, boolean givesWay) {
    static ImageSource of(Reference reference) {
        return new ImageSource(reference, null, false);
    }

    /** For messages. */
    @Override
    public String toString() {
        return reference.toString();
    }
}
