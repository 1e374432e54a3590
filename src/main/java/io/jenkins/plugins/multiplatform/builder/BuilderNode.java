package io.jenkins.plugins.multiplatform.builder;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * One node of a builder.
 *
 * @param endpoint where its engine or BuildKit listens
 * @param platforms set by hand, normalised: these decide placement before anything that the node itself reports; empty
 *     to go by its report
 * @param driverOptions as {@code --driver-opt} takes them; no secrets
 */
public record BuilderNode(String name, String endpoint, List<Platform> platforms, Map<String, String> driverOptions)
        implements Serializable {
    public BuilderNode {
        platforms = List.copyOf(platforms);
        driverOptions = Map.copyOf(driverOptions);
    }

    BuilderNode withPlatforms(List<Platform> other) {
        return new BuilderNode(name, endpoint, other, driverOptions);
    }
}
