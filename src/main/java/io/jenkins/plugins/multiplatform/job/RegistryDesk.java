package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.build.BuildListener;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.build.PlatformOutcomes;
import java.util.List;

/** A run's {@link io.jenkins.plugins.multiplatform.build.Publication}, on whichever machine it is done. */
public interface RegistryDesk {
    void checkPush() throws BuildException, InterruptedException;

    List<PlatformImage> stillThere(List<PlatformImage> finished, BuildListener listener)
            throws BuildException, InterruptedException;

    BuildResult publish(PlatformOutcomes outcomes, BuildListener listener) throws BuildException, InterruptedException;
}
