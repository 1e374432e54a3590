package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;
import java.util.Map;

/**
 * The labels by which agents' architectures are usually named: with them the shortest script works where nobody has set
 * anything up.
 */
final class ArchitectureLabels {
    private static final Map<String, List<String>> LABELS = Map.of(
            "amd64", List.of("amd64", "x86_64", "x86-64", "x64"),
            "arm64", List.of("arm64", "aarch64"),
            "386", List.of("386", "i386"),
            "arm/v7", List.of("armv7", "armhf", "armv7l"),
            "arm/v6", List.of("armv6", "armel", "armv6l"),
            "loong64", List.of("loong64", "loongarch64"));

    private ArchitectureLabels() {}

    /** The usual names of a platform's architecture; any variant of amd64 and arm64 is built by their machines. */
    static List<String> of(Platform platform) {
        String architecture = platform.architecture();
        String key = architecture.equals("arm") ? architecture + "/" + platform.variant() : architecture;
        return LABELS.getOrDefault(key, List.of(key));
    }
}
