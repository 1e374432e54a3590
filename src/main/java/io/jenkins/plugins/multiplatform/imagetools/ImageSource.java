package io.jenkins.plugins.multiplatform.imagetools;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.LayoutReference;
import io.jenkins.plugins.multiplatform.image.Reference;

/**
 * A manifest or index that goes into an index.
 *
 * @param reference with a tag or digest; for an image in a folder the repository that it will be brought to
 * @param described what the user says of it beyond its digest; null if nothing
 * @param givesWay whether its images make room for those of other sources with the same platform: what a tag named
 *     before something is appended
 * @param layout an image in a folder of this machine; null if it is in a registry
 */
record ImageSource(
        Reference reference,
        @CheckForNull ContentDescriptor described,
        boolean givesWay,
        @CheckForNull LayoutReference layout) {
    ImageSource(Reference reference, @CheckForNull ContentDescriptor described, boolean givesWay) {
        this(reference, described, givesWay, null);
    }

    static ImageSource of(Reference reference) {
        return new ImageSource(reference, null, false);
    }

    /** For messages. */
    @Override
    public String toString() {
        return layout == null ? reference.toString() : layout.toString();
    }
}
