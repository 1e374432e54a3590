package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.Serializable;

/** One thing that happened in a run. Console, page and timeline are readers of the same events. */
public sealed interface BuildEvent extends Serializable {
    /** All is decided; nothing has been built. */
    record Planned(BuildPlan plan) implements BuildEvent {}

    /** A platform's solve begins. */
    record PlatformStarted(PlannedPlatform platform) implements BuildEvent {}

    /** Something happened within a platform's solve. */
    record PlatformProgress(Platform platform, ProgressEvent event) implements BuildEvent {}

    /** A platform's image stands in the registry: this is what need never be built again. */
    record PlatformFinished(PlatformImage image) implements BuildEvent {}

    /** A platform failed; the others go on. */
    record PlatformFailed(PlannedPlatform platform, String error) implements BuildEvent {}

    /** Every platform's image was checked and its index stands in a repository under its digest. */
    record IndexPut(Reference repository, Digest digest) implements BuildEvent {}

    /** A tag names the result now. */
    record TagMoved(Reference tag, Digest digest) implements BuildEvent {}
}
