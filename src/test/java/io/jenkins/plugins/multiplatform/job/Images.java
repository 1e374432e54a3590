package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.PhaseTimes;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.build.PlatformOutcomes;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Images that were never built. */
final class Images {
    private Images() {}

    static PlatformImage of(PlannedPlatform place) {
        Digest digest = Digest.of(place.toString().getBytes(StandardCharsets.UTF_8));
        return new PlatformImage(
                place,
                ContentDescriptor.of(MediaTypes.OCI_MANIFEST, digest, 1).withPlatform(place.platform()),
                digest.toString(),
                1,
                PhaseTimes.NONE,
                1,
                0,
                1);
    }

    static BuildResult result(BuildPlan plan, PlatformOutcomes outcomes) {
        return new BuildResult(null, plan.tags(), outcomes.images(), List.of());
    }
}
