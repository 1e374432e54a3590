package io.jenkins.plugins.multiplatform.driver;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.Serializable;
import java.util.List;

/**
 * What a node told of itself.
 *
 * @param id the engine's own, or the BuildKit worker's: equal for two addresses of one machine's daemon
 * @param version as the daemon gives it, for display
 * @param nativePlatform what its processor runs without emulation
 * @param platforms all that it lists, emulated ones included; normalised, native first
 * @param pushesByDigest false for a Docker Engine with the classic image store
 */
public record NodeInfo(
        String id, String version, Platform nativePlatform, List<Platform> platforms, boolean pushesByDigest)
        implements Serializable {
    public NodeInfo {
        platforms = List.copyOf(platforms);
    }
}
