package io.jenkins.plugins.multiplatform.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * A finished run.
 *
 * @param descriptor what every tag names now: the index, or the manifest of a single platform; null if nothing was
 *     published
 * @param tags in the order asked
 * @param platforms in the order asked
 * @param missing optional platforms that are not in it
 */
public record BuildResult(
        @CheckForNull ContentDescriptor descriptor,
        List<Reference> tags,
        List<PlatformImage> platforms,
        List<MissingPlatform> missing)
        implements Serializable {
    public BuildResult {
        tags = List.copyOf(tags);
        platforms = List.copyOf(platforms);
        missing = List.copyOf(missing);
    }

    /** Empty if nothing was published. */
    public Optional<ContentDescriptor> published() {
        return Optional.ofNullable(descriptor);
    }

    /** Of what every tag names now; empty if nothing was published. */
    public String digest() {
        return published().map(found -> found.digest().toString()).orElse("");
    }
}
