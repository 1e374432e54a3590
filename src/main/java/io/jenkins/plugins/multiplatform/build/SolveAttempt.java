package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.BuildkitException;
import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressListener;
import io.jenkins.plugins.multiplatform.driver.DriverException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import java.util.Set;

/** One try at one platform: a solve on its node. */
record SolveAttempt(SolveComposer composer, NodeSessions sessions, BuildListener listener)
        implements PlatformBuilds.Attempt {
    @Override
    public PlatformImage run(PlannedPlatform platform, ProgressListener watcher, int number)
            throws BuildException, BuildkitException, DriverException, InterruptedException {
        return new PlatformBuild(platform, sessions.of(platform), composer.caches(), listener)
                .run(composer.compose(platform.platform()), composer.outputs(platform.platform()), watcher, number);
    }

    @Override
    public Set<String> silentStages(PlannedPlatform platform) {
        return composer.silentStages(platform);
    }

    @Override
    public String cure(Exception failure) {
        return IndexRefusal.cure(composer.attestations(), failure);
    }
}
