package io.jenkins.plugins.multiplatform.imagetools;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import java.util.List;

/**
 * An index that is ready to be put, and where its parts are now.
 *
 * @param manifest the bytes to put; those of a single manifest where no index was wanted
 * @param children in the index's order, attestations included; a single manifest is its own only child
 * @param notes what the user may not expect
 * @param origin where this very index is already, with its digest; null if it is new
 */
public record AssembledIndex(
        RawManifest manifest,
        List<Child> children,
        List<String> notes,
        @CheckForNull Reference origin) {
    public AssembledIndex {
        children = List.copyOf(children);
        notes = List.copyOf(notes);
    }

    /**
     * An entry of the index.
     *
     * @param source where it can be got, with its digest; it must be copied where the index goes, unless that is there
     */
    public record Child(ContentDescriptor descriptor, Reference source) {}

    AssembledIndex withOrigin(Reference newOrigin) {
        return new AssembledIndex(manifest, children, notes, newOrigin);
    }

    /** As the entries say, without attestations. */
    List<Platform> platforms() {
        return children.stream()
                .map(Child::descriptor)
                .filter(entry -> !IndexEntries.isAttestation(entry))
                .flatMap(entry -> entry.declaredPlatform().stream())
                .toList();
    }
}
