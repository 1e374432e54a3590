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
 * @param descriptor with its platform; null if nothing was published. Until all platforms are there this is what the
 *     daemon pushed, which is an index where the image has attestations; in a result it is the image's manifest
 * @param reference the node's name for the build, under which its history has it
 * @param seconds of the last attempt, from the start of its solve to the end of its push
 * @param phases what of these seconds was not the build itself
 * @param steps instructions of the Dockerfile but {@code FROM}, cached ones included
 * @param cachedSteps those that had their result already
 * @param attempts it took; 1 if the first one went well
 * @param provenance how it was built, as JSON; empty where it was not asked for or the node keeps none
 */
public record PlatformImage(
        PlannedPlatform plan,
        @CheckForNull ContentDescriptor descriptor,
        String reference,
        double seconds,
        PhaseTimes phases,
        int steps,
        int cachedSteps,
        int attempts,
        String provenance)
        implements Serializable {
    /** Characters of {@link #provenance}; what is longer is left out. */
    public static final int MAX_PROVENANCE = 256 << 10;

    public PlatformImage {
        // It comes from machines that build.
        provenance = provenance == null || provenance.length() > MAX_PROVENANCE ? "" : provenance;
    }

    /** Without a word on how it was built. */
    public PlatformImage(
            PlannedPlatform plan,
            @CheckForNull ContentDescriptor descriptor,
            String reference,
            double seconds,
            PhaseTimes phases,
            int steps,
            int cachedSteps,
            int attempts) {
        this(plan, descriptor, reference, seconds, phases, steps, cachedSteps, attempts, "");
    }

    /** Empty if nothing was published. */
    public Optional<ContentDescriptor> published() {
        return Optional.ofNullable(descriptor);
    }

    /** What is left of the time without context and export. */
    public double buildSeconds() {
        return phases.build(seconds);
    }

    PlatformImage withDescriptor(ContentDescriptor other) {
        return new PlatformImage(plan, other, reference, seconds, phases, steps, cachedSteps, attempts, provenance);
    }

    /** The same with another account of how it was built. */
    public PlatformImage withProvenance(String other) {
        return new PlatformImage(plan, descriptor, reference, seconds, phases, steps, cachedSteps, attempts, other);
    }

    /** Of what was published. */
    public Digest digest() {
        return published().orElseThrow().digest();
    }
}
