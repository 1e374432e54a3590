package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a builder's nodes said of themselves, as lines for a log. */
public final class BuilderReport {
    private final BuilderInstance builder;
    private final List<NodeStatus> nodes;

    public BuilderReport(BuilderInstance builder, List<NodeStatus> nodes) {
        this.builder = builder;
        this.nodes = List.copyOf(nodes);
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("builder " + builder.name() + ", driver " + builder.driver());
        Map<String, String> byId = new HashMap<>();
        for (NodeStatus status : nodes) {
            lines.add("  " + status.node().name() + " " + status.node().endpoint() + ": " + describe(status));
            String twin = status.id().isEmpty()
                    ? null
                    : byId.putIfAbsent(status.id(), status.node().name());
            if (twin != null) {
                lines.add("  note: " + twin + " and " + status.node().name()
                        + " are the same daemon under two addresses");
            }
        }
        return lines;
    }

    /** Why the builder can't be used as a whole; empty if every node answered. */
    public Optional<String> failure() {
        List<String> failed = nodes.stream()
                .filter(status -> !status.isRunning())
                .map(status -> status.node().name() + " (" + status.node().endpoint() + "): " + status.error())
                .toList();
        if (failed.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("builder \"" + builder.name() + "\": " + failed.size() + " of " + nodes.size()
                + " nodes can't be used: " + String.join("; ", failed));
    }

    private static String describe(NodeStatus status) {
        if (!status.isRunning()) {
            return status.error();
        }
        return "running " + status.version() + ", id " + status.id() + ", platforms "
                + String.join(
                        ", ",
                        status.platforms().stream()
                                .map(platform -> mark(status, platform))
                                .toList());
    }

    private static String mark(NodeStatus status, Platform platform) {
        return platform.format() + (status.nativePlatforms().contains(platform) ? "" : " (emulated)");
    }
}
