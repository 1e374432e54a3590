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
 * @param seconds of the last attempt, from the start of its solve to the end of its push
 * @param steps of the build, cached ones included
 * @param cachedSteps those that had their result already
 * @param attempts it took; 1 if the first one went well
 */
public record PlatformImage(
        PlannedPlatform plan,
        @CheckForNull ContentDescriptor descriptor,
        double seconds,
        int steps,
        int cachedSteps,
        int attempts)
        implements Serializable {
    /** Empty if nothing was published. */
    public Optional<ContentDescriptor> published() {
        return Optional.ofNullable(descriptor);
    }

    /** Of what was published. */
    public Digest digest() {
        return published().orElseThrow().digest();
    }
}
