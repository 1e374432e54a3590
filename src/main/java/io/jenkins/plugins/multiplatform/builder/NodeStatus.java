package io.jenkins.plugins.multiplatform.builder;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.Serializable;
import java.util.List;

/**
 * A node and what it said of itself just now.
 *
 * @param driver by which it is reached
 * @param id of its engine or worker; empty if it could not be asked
 * @param platforms all that it lists, native first; empty if it could not be asked
 * @param nativePlatforms those of them that its processor runs without emulation
 * @param pushesByDigest false for a Docker Engine with the classic image store
 * @param error why it could not be asked, else empty
 */
public record NodeStatus(
        BuilderNode node,
        String driver,
        String id,
        String version,
        List<Platform> platforms,
        List<Platform> nativePlatforms,
        boolean pushesByDigest,
        String error)
        implements Serializable {
    public NodeStatus {
        platforms = List.copyOf(platforms);
        nativePlatforms = List.copyOf(nativePlatforms);
    }

    /** One that could not be asked. */
    public static NodeStatus failed(BuilderNode node, String driver, String error) {
        return new NodeStatus(node, driver, "", "", List.of(), List.of(), false, error);
    }

    public boolean isRunning() {
        return error.isEmpty();
    }
}
