package io.jenkins.plugins.multiplatform.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import java.io.Serializable;
import java.util.Optional;

/**
 * One platform's finished image: it stands in the registry under its digest, and no tag names it yet.
 *
 * @param descriptor of the image's manifest, with its platform; null if nothing was published
 * @param seconds from the start of its solve to the end of its push
 * @param steps of the build, cached ones included
 * @param cachedSteps those that had their result already
 */
public record PlatformImage(
        PlannedPlatform plan, @CheckForNull ContentDescriptor descriptor, double seconds, int steps, int cachedSteps)
        implements Serializable {
    /** Empty if nothing was published. */
    public Optional<ContentDescriptor> published() {
        return Optional.ofNullable(descriptor);
    }

    /** Of what was published. */
    Digest digest() {
        return published().orElseThrow().digest();
    }
}
