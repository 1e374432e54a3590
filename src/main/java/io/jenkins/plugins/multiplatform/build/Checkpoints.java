package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import java.io.IOException;
import java.util.List;

/** Where a run finds what an earlier attempt finished, and leaves what it finishes itself. */
public interface Checkpoints {
    /**
     * Called once, when all is decided and nothing is built.
     *
     * @return images of earlier attempts at this request; whether registries still have them is found out by the caller
     * @throws BuildException if they are another request's, or can't be read
     */
    List<PlatformImage> begin(BuildRequest request, ContextFacts facts) throws BuildException, InterruptedException;

    /** Called by one thread at a time. A fault is told to the user and ends nothing. */
    void save(PlatformImage image) throws IOException;

    /** Known images; saves nothing. */
    static Checkpoints of(List<PlatformImage> finished) {
        List<PlatformImage> images = List.copyOf(finished);
        return new Checkpoints() {
            @Override
            public List<PlatformImage> begin(BuildRequest request, ContextFacts facts) {
                return images;
            }

            @Override
            public void save(PlatformImage image) {
                // Whoever gave the images hears of new ones by the run's events.
            }
        };
    }
}
