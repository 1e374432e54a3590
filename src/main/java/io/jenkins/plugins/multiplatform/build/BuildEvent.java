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

    /** Something that users should know and that stops nothing. */
    record Noted(String text) implements BuildEvent {}

    /** A platform's solve begins. */
    record PlatformStarted(PlannedPlatform platform) implements BuildEvent {}

    /** Something happened within a platform's solve. */
    record PlatformProgress(Platform platform, ProgressEvent event) implements BuildEvent {}

    /** A platform's image stands in the registry: this is what need never be built again. */
    record PlatformFinished(PlatformImage image) implements BuildEvent {}

    /** A platform was finished by an earlier attempt, and the registry still has it. */
    record PlatformKept(PlatformImage image) implements BuildEvent {}

    /**
     * An attempt at a platform failed, and another one begins.
     *
     * @param attempt number of the one that begins
     * @param error of the one that failed
     */
    record PlatformRetried(PlannedPlatform platform, int attempt, String error) implements BuildEvent {}

    /** A platform failed; the others go on unless the run was asked to end with the first failure. */
    record PlatformFailed(PlatformFailure failure) implements BuildEvent {}

    /** Every platform's image was checked and its index stands in a repository under its digest. */
    record IndexPut(Reference repository, Digest digest) implements BuildEvent {}

    /** A tag names the result now. */
    record TagMoved(Reference tag, Digest digest) implements BuildEvent {}
}
