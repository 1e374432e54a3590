package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.driver.Drivers;
import java.util.List;
import java.util.Map;

/** The builder that nobody has to create: the engine of the machine that runs the build. */
public final class DefaultBuilder {
    private static final String NAME = "default";
    private static final String ENGINE = "unix:///var/run/docker.sock";

    private DefaultBuilder() {}

    /** @param environment of the build; {@code DOCKER_HOST} may name another engine */
    public static BuilderInstance of(Map<String, String> environment) {
        BuilderNode node = new BuilderNode(NAME, endpoint(environment), List.of(), Map.of());
        return new BuilderInstance(NAME, Drivers.DOCKER, List.of(node));
    }

    /** Where a node is that was given no address. */
    public static String endpoint(Map<String, String> environment) {
        String host = environment.getOrDefault("DOCKER_HOST", "");
        return host.isBlank() ? ENGINE : host;
    }
}
