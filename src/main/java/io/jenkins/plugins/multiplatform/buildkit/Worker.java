package io.jenkins.plugins.multiplatform.buildkit;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a daemon builds with. A worker runs a test program for each architecture when it starts, so emulated platforms
 * stand in its list beside the native one, which comes first.
 *
 * @param platforms normalised, the daemon's own first
 * @see <a href="https://github.com/moby/buildkit/blob/master/util/archutil/detect.go">how platforms are detected</a>
 */
public record Worker(String id, Map<String, String> labels, List<Platform> platforms) implements Serializable {
    private static final String HOST_GATEWAY = "org.mobyproject.buildkit.worker.moby.host-gateway-ip";
    private static final String SNAPSHOTTER = "org.mobyproject.buildkit.worker.snapshotter";

    public Worker {
        labels = Map.copyOf(labels);
        platforms = List.copyOf(platforms);
    }

    /** By what address steps reach the machine that the daemon runs on; only Docker Engines tell it. */
    public Optional<String> hostGateway() {
        return Optional.ofNullable(labels.get(HOST_GATEWAY));
    }

    /** Whether a Docker Engine keeps images in containerd's store; its classic store can't push by digest. */
    public boolean hasContainerdStore() {
        return labels.containsKey(SNAPSHOTTER);
    }
}
