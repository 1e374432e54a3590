package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.driver.Drivers;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builders of the test bed's engines. */
final class Engines {
    static final Platform AMD64 = Platform.of("linux", "amd64");
    static final Platform ARM64 = Platform.of("linux", "arm64");

    private Engines() {}

    /** Engine a for amd64 and engine b for arm64, set by hand. */
    static BuilderInstance two(TestBed bed) {
        return new BuilderInstance(
                "two", Drivers.DOCKER, List.of(node(bed, "a", List.of(AMD64)), node(bed, "b", List.of(ARM64))));
    }

    /** Engines as they are, nothing set by hand. */
    static BuilderInstance of(TestBed bed, String... names) {
        List<BuilderNode> nodes = new ArrayList<>();
        for (String name : names) {
            nodes.add(node(bed, name, List.of()));
        }
        return new BuilderInstance("engines", Drivers.DOCKER, nodes);
    }

    static BuilderInstance remote(String endpoint, Map<String, String> options) {
        return new BuilderInstance(
                "remote", Drivers.REMOTE, List.of(new BuilderNode("remote0", endpoint, List.of(), options)));
    }

    static RegistryAccess anonymous() {
        return new RegistryAccess(RegistrySettings.standard(), host -> Optional.empty());
    }

    private static BuilderNode node(TestBed bed, String name, List<Platform> platforms) {
        return new BuilderNode(
                "engine-" + name, "unix://" + bed.get("engine." + name + ".socket"), platforms, Map.of());
    }
}
