package io.jenkins.plugins.multiplatform.jenkins.run;

import hudson.model.Run;
import io.jenkins.plugins.multiplatform.build.BuildEvent;
import io.jenkins.plugins.multiplatform.build.BuildListener;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.jenkins.action.ImageFingerprints;
import io.jenkins.plugins.multiplatform.jenkins.action.ImagesAction;
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
        if (event instanceof BuildEvent.PlatformFinished finished) {
            save(finished.image());
        } else if (event instanceof BuildEvent.PlatformFailed failed) {
            forget(failed.failure().plan().platform());
        }
    }

    private void save(PlatformImage image) {
        try {
            ImagesAction.of(run).finished(id, image);
        } catch (IOException e) {
            // The build goes on: without the checkpoint it is only longer after a restart.
            LOGGER.log(Level.WARNING, e, () -> "a finished platform of " + run + " can't be saved");
        }
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
