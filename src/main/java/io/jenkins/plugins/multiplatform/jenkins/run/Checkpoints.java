package io.jenkins.plugins.multiplatform.jenkins.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.multiplatform.build.BuildEvent;
import io.jenkins.plugins.multiplatform.build.BuildListener;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.jenkins.action.ImageFingerprints;
import io.jenkins.plugins.multiplatform.jenkins.action.ImagesAction;
import io.jenkins.plugins.multiplatform.jenkins.action.SavedState;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Saves each platform with the run as soon as it is finished. */
final class Checkpoints implements BuildListener {
    private static final Logger LOGGER = Logger.getLogger(Checkpoints.class.getName());

    private final Run<?, ?> run;
    private final String id;

    /** @param id of the build among those of its run */
    Checkpoints(Run<?, ?> run, String id) {
        this.run = run;
        this.id = id;
    }

    List<PlatformImage> finished() {
        return ImagesAction.of(run).finished(id);
    }

    @Override
    public void on(BuildEvent event) {
        if (event instanceof BuildEvent.Planned planned) {
            for (PlannedPlatform place : planned.plan().platforms()) {
                save(images -> images.state(id, SavedState.waiting(place, place.reason())));
            }
        } else if (event instanceof BuildEvent.PlatformStarted started) {
            save(images -> images.state(id, SavedState.building(started.platform())));
        } else if (event instanceof BuildEvent.PlatformRetried retried) {
            save(images -> images.state(id, SavedState.waiting(retried.platform(), retried.error())));
        } else if (event instanceof BuildEvent.PlatformFailed failed) {
            forget(failed.failure().plan().platform());
            save(images -> images.state(id, SavedState.failed(failed.failure())));
        } else if (event instanceof BuildEvent.PlatformKept kept) {
            save(images -> images.finished(id, kept.image()));
        } else if (event instanceof BuildEvent.PlatformFinished finished) {
            save(images -> images.finished(id, finished.image()));
        }
    }

    /** Remembers why there is no result. */
    void failed(@CheckForNull String why) {
        if (run.getAction(ImagesAction.class) != null) {
            save(images -> images.failed(id, why == null ? "" : why));
        }
    }

    private void save(Change change) {
        try {
            change.on(ImagesAction.of(run));
        } catch (IOException e) {
            // The build goes on: without the checkpoint it is only longer after a restart.
            LOGGER.log(Level.WARNING, e, () -> "a platform of " + run + " can't be saved");
        }
    }

    /** What is remembered. */
    @FunctionalInterface
    private interface Change {
        void on(ImagesAction images) throws IOException;
    }

    /** Of an agent that reported an image and something else later. */
    private void forget(Platform platform) {
        ImagesAction images = run.getAction(ImagesAction.class);
        if (images == null) {
            return;
        }
        try {
            images.unfinished(id, platform);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "an image of " + run + " that is not believed can't be forgotten");
        }
    }

    void ended(BuildResult result) throws IOException {
        ImagesAction.of(run).ended(id, result);
        ImageFingerprints.record(run, result);
    }
}
