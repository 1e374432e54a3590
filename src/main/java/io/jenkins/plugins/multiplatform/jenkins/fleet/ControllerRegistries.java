package io.jenkins.plugins.multiplatform.jenkins.fleet;

import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.build.BuildListener;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.build.PlatformOutcomes;
import io.jenkins.plugins.multiplatform.build.Publication;
import io.jenkins.plugins.multiplatform.build.RegistryAccess;
import io.jenkins.plugins.multiplatform.job.RegistryDesk;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import java.util.List;

/**
 * A run's registries, as the controller reaches them. Index and tags are a few small documents, and passwords stay where
 * they are.
 */
final class ControllerRegistries implements RegistryDesk {
    private final Publication publication;

    ControllerRegistries(RunSite site, BuildPlan plan) {
        publication = new Publication(
                new RegistryAccess(RunSite.registries(site.trust()), site.credentials()), plan, site.request());
    }

    @Override
    public void checkPush() throws BuildException, InterruptedException {
        publication.checkPush();
    }

    @Override
    public List<PlatformImage> stillThere(List<PlatformImage> finished, BuildListener listener)
            throws BuildException, InterruptedException {
        return publication.stillThere(finished, listener);
    }

    @Override
    public BuildResult publish(PlatformOutcomes outcomes, BuildListener listener)
            throws BuildException, InterruptedException {
        return publication.publish(outcomes, listener);
    }
}
