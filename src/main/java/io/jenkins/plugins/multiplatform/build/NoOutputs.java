package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.plan.OutputSpec;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.util.List;

/** Where nobody receives anything. */
final class NoOutputs implements OutputTargets {
    @Override
    public OutputTarget target(OutputSpec output, Platform platform, boolean several) {
        OutputTarget.File refusing = () -> {
            throw new IOException("no output is received here");
        };
        return refusing;
    }

    @Override
    public void finish(List<Platform> platforms) {
        // nothing came
    }
}
