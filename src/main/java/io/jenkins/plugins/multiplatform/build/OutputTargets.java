package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.plan.OutputSpec;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.util.List;

/** Receives what the nodes send back, on the machine that has the destinations. */
public interface OutputTargets {
    /**
     * @param several whether other platforms send to the same destination
     * @return where this platform's part goes; opened anew by each attempt
     */
    OutputTarget target(OutputSpec output, Platform platform, boolean several);

    /**
     * Puts together what belongs together.
     *
     * @param platforms that have sent theirs, in the order asked
     */
    void finish(List<Platform> platforms) throws IOException, InterruptedException;

    /** For builds that send nothing back. */
    static OutputTargets none() {
        return new NoOutputs();
    }
}
