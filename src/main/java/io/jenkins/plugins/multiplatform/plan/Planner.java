package io.jenkins.plugins.multiplatform.plan;

import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives each platform its node. A platform that was set by hand goes where it was set; otherwise native beats cross,
 * cross beats emulated, and among equals the node with the least to do is taken. A platform that nobody can build is an
 * error: buildx gives it to its first node, where it fails late and far from the cause.
 */
public final class Planner {
    /** How the reason of a place that was set by hand begins. */
    public static final String BY_HAND = "set by hand; ";

    private final List<NodeStatus> nodes;
    private final Emulation emulation;
    private final Map<BuilderNode, Integer> assigned = new HashMap<>();

    /** @param nodes those that run, in the builder's order */
    public Planner(List<NodeStatus> nodes, Emulation emulation) {
        this.nodes = List.copyOf(nodes);
        this.emulation = emulation;
    }

    /** In the order given; those that nobody can build are told apart, not thrown. */
    public Placed place(List<Platform> platforms) {
        // Platforms with one possible node go first, so that those with a choice can spread around them.
        List<Platform> byChoice = new ArrayList<>(platforms);
        byChoice.sort(Comparator.comparingInt(platform -> candidates(platform).size()));
        Map<Platform, PlannedPlatform> placed = new HashMap<>();
        Map<Platform, String> unplaced = new LinkedHashMap<>();
        for (Platform platform : byChoice) {
            List<Candidate> candidates = candidates(platform);
            if (candidates.isEmpty()) {
                unplaced.put(platform, nobody(platform));
                continue;
            }
            PlannedPlatform place = place(platform, candidates);
            assigned.merge(place.node(), 1, Integer::sum);
            placed.put(platform, place);
        }
        return new Placed(
                platforms.stream().filter(placed::containsKey).map(placed::get).toList(), unplaced, List.of());
    }

    private PlannedPlatform place(Platform platform, List<Candidate> candidates) {
        Strategy best = candidates.get(0).strategy();
        List<Candidate> equals =
                candidates.stream().filter(c -> c.strategy() == best).toList();
        Candidate chosen = equals.stream()
                .min(Comparator.comparingInt(
                        c -> assigned.getOrDefault(c.status().node(), 0)))
                .orElseThrow();
        String choice = equals.size() == 1 ? "" : "; least loaded of " + equals.size() + " such nodes";
        return new PlannedPlatform(
                platform,
                chosen.status().driver(),
                chosen.status().node(),
                chosen.strategy(),
                chosen.reason() + choice);
    }

    /** Nodes that can build it, best first. */
    private List<Candidate> candidates(Platform platform) {
        List<NodeStatus> byHand = nodes.stream()
                .filter(status -> status.node().platforms().contains(platform))
                .toList();
        List<Candidate> candidates = new ArrayList<>();
        for (NodeStatus status : byHand.isEmpty() ? nodes : byHand) {
            candidate(platform, status, !byHand.isEmpty()).ifPresent(candidates::add);
        }
        candidates.sort(Comparator.comparing(Candidate::strategy));
        return candidates;
    }

    private Optional<Candidate> candidate(Platform platform, NodeStatus status, boolean byHand) {
        String who = (byHand ? BY_HAND : "") + status.node().name() + " is "
                + status.nativePlatforms().get(0).format();
        if (status.nativePlatforms().contains(platform)) {
            return Optional.of(new Candidate(status, Strategy.NATIVE, who));
        }
        Optional<String> need = emulation.need(platform, status.nativePlatforms());
        if (need.isEmpty()) {
            return Optional.of(
                    new Candidate(status, Strategy.CROSS, who + "; no step runs programs of " + platform.formatAll()));
        }
        boolean listed = status.platforms().contains(platform);
        if (!listed && !byHand) {
            return Optional.empty();
        }
        String doubt = listed ? "" : " and does not list it: " + doubt(platform);
        return Optional.of(new Candidate(status, Strategy.EMULATED, who + doubt + "; " + need.get()));
    }

    private String nobody(Platform platform) {
        StringBuilder text = new StringBuilder("no node can build ")
                .append(platform.formatAll())
                .append(':');
        for (NodeStatus status : nodes) {
            text.append(' ')
                    .append(status.node().name())
                    .append(" (")
                    .append(status.node().endpoint())
                    .append(") builds ")
                    .append(String.join(
                            ", ",
                            status.platforms().stream().map(Platform::formatAll).toList()))
                    .append(';');
        }
        return text.append(" add a node of that platform, or ")
                .append(
                        platform.canBeEmulated()
                                ? "install emulation on one of these: docker run --privileged --rm tonistiigi/binfmt"
                                        + " --install " + platform.architecture()
                                : "cross-compile with FROM --platform=$BUILDPLATFORM: " + noEmulation(platform))
                .toString();
    }

    private static String doubt(Platform platform) {
        return platform.canBeEmulated() ? "QEMU seems not to be installed there" : noEmulation(platform);
    }

    private static String noEmulation(Platform platform) {
        return "programs of " + platform.os() + " can't be emulated";
    }

    private record Candidate(NodeStatus status, Strategy strategy, String reason) {}
}
