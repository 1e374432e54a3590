package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;

/** The outputs of a run, where its workspace is: all agents send theirs there. */
public interface RunOutputs extends AutoCloseable {
    /**
     * Puts together what belongs together.
     *
     * @param platforms that have sent theirs, in the order asked
     * @throws AgentLostException if the workspace's agent is gone
     */
    void finish(List<Platform> platforms) throws BuildException, AgentLostException, InterruptedException;

    /** Removes what is not finished. */
    @Override
    void close();

    /** For runs that receive none. */
    static RunOutputs none() {
        return new RunOutputs() {
            @Override
            public void finish(List<Platform> platforms) {
                // nothing came
            }

            @Override
            public void close() {
                // nothing was opened
            }
        };
    }
}
