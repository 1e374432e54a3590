package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import java.util.List;

/**
 * An index that is ready to be put, and where its parts are now.
 *
 * @param manifest the bytes to put
 * @param children in the index's order, attestations included
 */
public record AssembledIndex(RawManifest manifest, List<Child> children) {
    public AssembledIndex {
        children = List.copyOf(children);
    }

    /**
     * An entry of the index.
     *
     * @param source where it can be got, with its digest; it must be copied where the index goes, unless that is there
     */
    public record Child(ContentDescriptor descriptor, Reference source) {}
}
