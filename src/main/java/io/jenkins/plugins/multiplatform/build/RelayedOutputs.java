package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.OutputSpec;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.relay.RelayClient;
import java.util.List;

/** Destinations on the machine at the other end of a relay, which has declared them. */
public final class RelayedOutputs implements OutputTargets {
    private final BuildRequest request;
    private final RelayClient relay;

    public RelayedOutputs(BuildRequest request, RelayClient relay) {
        this.request = request;
        this.relay = relay;
    }

    @Override
    public OutputTarget target(OutputSpec output, Platform platform, boolean several) {
        return relay.target(DeclaredOutput.name(request, output, platform), output.isFolder());
    }

    @Override
    public void finish(List<Platform> platforms) {
        // Done at the other end, when all machines have sent theirs.
    }
}
