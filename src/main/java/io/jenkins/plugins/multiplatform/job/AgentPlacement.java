package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.build.UsableNodes;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import io.jenkins.plugins.multiplatform.plan.Emulation;
import io.jenkins.plugins.multiplatform.plan.Placed;
import io.jenkins.plugins.multiplatform.plan.Placement;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.Planner;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Places on agents. Only agents that a rule names are asked what they are, and the agent that has the sources; a platform
 * that no rule gives to anybody is cross-compiled or emulated on one of them.
 */
public final class AgentPlacement implements Placement {
    private final AgentFleet fleet;
    private final AgentRules rules;
    private final AgentPreference preference;
    private final AgentProbes probes;
    private final Predicate<Platform> waits;
    private final List<String> notes = new ArrayList<>();
    /** Concurrent, as platforms are placed anew while others build. */
    private final Map<Platform, Resolution> resolutions = new ConcurrentHashMap<>();

    private final Map<Platform, PlannedPlatform> placed = new ConcurrentHashMap<>();
    private final Map<Platform, String> unplaced = new LinkedHashMap<>();
    private final Set<Platform> awaited = ConcurrentHashMap.newKeySet();
    private Emulation emulation;

    /** @param waits whether a platform waits for an agent that exists and can't be used now */
    public AgentPlacement(AgentFleet fleet, AgentRules rules, AgentPreference preference, Predicate<Platform> waits) {
        this.fleet = fleet;
        this.rules = rules;
        this.preference = preference;
        this.waits = waits;
        this.probes = new AgentProbes(fleet);
    }

    @Override
    public Placed place(List<Platform> wanted, boolean push, Emulation need)
            throws PlanException, InterruptedException {
        emulation = need;
        probes.mustPush(push);
        AgentResolver resolver =
                new AgentResolver(rules, fleet.agents(), fleet::matches, fleet::isExclusive, fleet::canProvision);
        List<Platform> platforms = wanted.isEmpty() ? List.of(workspacePlatform()) : wanted;
        for (Platform platform : platforms) {
            resolutions.put(platform, wanted.isEmpty() ? workspace(platform) : resolver.resolve(platform));
        }
        notes.addAll(resolver.notes());
        probes.askAll(firstChoices(platforms));
        List<Platform> left = new ArrayList<>();
        for (Platform platform : platforms) {
            Resolution resolution = resolutions.get(platform);
            if (resolution.isEmpty()) {
                left.add(platform);
            } else {
                place(platform, resolution);
            }
        }
        placeElsewhere(left);
        return new Placed(
                platforms.stream().filter(placed::containsKey).map(placed::get).toList(), unplaced, notes);
    }

    /** Those who are asked in any case. */
    private Set<AgentView> firstChoices(List<Platform> platforms) {
        Set<AgentView> choices = new LinkedHashSet<>();
        for (Platform platform : platforms) {
            Resolution resolution = resolutions.get(platform);
            List<AgentView> usable = preference.sort(platform, resolution.usable());
            choices.addAll(resolution.open() ? usable : usable.stream().limit(1).toList());
        }
        return choices;
    }

    /** The agents that may build a platform, as they are now and best first. */
    List<AgentView> candidates(Platform platform) {
        Resolution resolution = resolutions.get(platform);
        PlannedPlatform place = placed.get(platform);
        List<AgentView> now = fleet.agents();
        if (resolution.isEmpty()) {
            return now.stream()
                    .filter(agent -> agent.displayName().equals(place.node().name()))
                    .toList();
        }
        List<AgentView> named = resolution.label().isEmpty()
                ? now.stream()
                        .filter(agent -> resolution.agents().stream()
                                .anyMatch(other -> other.name().equals(agent.name())))
                        .toList()
                : now.stream()
                        .filter(agent -> fleet.matches(resolution.label(), agent))
                        .toList();
        List<AgentView> sorted = new ArrayList<>(preference.sort(platform, named));
        if (resolution.isUsualLabel()) {
            sorted.removeIf(fleet::isExclusive);
        }
        if (resolution.open()) {
            // Its agents may be of any architecture: only one that builds it as well as the planned one will do. Those
            // that were awaited are asked when they are there.
            sorted.removeIf(agent -> !probes.known(agent)
                            .map(status -> status.nativePlatforms().contains(platform))
                            .orElse(awaited.contains(platform))
                    && !agent.displayName().equals(place.node().name()));
        }
        return sorted;
    }

    /** Of which label the platform's agents are; empty if they were found without one. */
    String label(Platform platform) {
        return resolutions.get(platform).label();
    }

    /** The place that a platform has on an agent, which may be another one than was planned. */
    PlannedPlatform on(AgentView agent, Platform platform) throws PlanException, InterruptedException {
        NodeStatus status = probes.ask(agent);
        if (!status.isRunning()) {
            throw new PlanException(status.error());
        }
        Resolution resolution = resolutions.get(platform);
        Placed one = new Planner(List.of(byHand(status, platform, resolution)), emulation).place(List.of(platform));
        if (one.platforms().isEmpty()) {
            throw new PlanException(one.unplaced().get(platform));
        }
        PlannedPlatform place = because(one.platforms().get(0), resolution);
        if (resolution.open() && awaited.contains(platform) && place.strategy() == Strategy.EMULATED) {
            throw new PlanException("it could only emulate " + platform.formatAll());
        }
        return place;
    }

    /**
     * Places platforms whose agents were awaited in vain on agents that are there, across or emulated.
     *
     * @return why one can't be placed; empty if all are
     */
    Optional<String> placeElsewhere(List<Platform> platforms, String why) throws InterruptedException {
        Placed rest = elsewhere(platforms);
        if (!rest.unplaced().isEmpty()) {
            return rest.unplaced().values().stream().findFirst();
        }
        for (PlannedPlatform place : rest.platforms()) {
            resolutions.put(
                    place.platform(), new Resolution(place.platform(), "awaited in vain", "", List.of(), false));
            awaited.remove(place.platform());
            placed.put(
                    place.platform(),
                    new PlannedPlatform(
                            place.platform(),
                            place.driver(),
                            place.node(),
                            place.strategy(),
                            why + "; " + place.reason()));
        }
        return Optional.empty();
    }

    /** What the plan knows of a platform's agents. */
    Resolution resolution(Platform platform) {
        return resolutions.get(platform);
    }

    /** Forgets what an agent said of itself: it was lost since. */
    void forget(AgentView agent) {
        probes.forget(agent);
    }

    private void place(Platform platform, Resolution resolution) throws InterruptedException {
        List<AgentView> usable = preference.sort(platform, resolution.usable());
        if (usable.isEmpty()) {
            placeWithoutAgent(platform, resolution);
            return;
        }
        if (resolution.open()) {
            placeAmong(platform, resolution, usable);
            return;
        }
        List<String> reasons = new ArrayList<>();
        for (AgentView agent : usable) {
            try {
                placed.put(platform, on(agent, platform));
                reasons.forEach(reason -> notes.add("not used: " + reason));
                return;
            } catch (PlanException e) {
                reasons.add("agent " + agent.displayName() + ": " + e.getMessage());
            }
        }
        unplaced.put(
                platform,
                "no agent of " + resolution.describe() + " can build " + platform.formatAll() + ": "
                        + String.join("; ", reasons));
    }

    private void placeAmong(Platform platform, Resolution resolution, List<AgentView> usable)
            throws InterruptedException {
        List<NodeStatus> running = probes.running(usable);
        Placed one = new Planner(running, emulation).place(List.of(platform));
        if (one.platforms().isEmpty()) {
            unplaced.put(
                    platform,
                    running.isEmpty()
                            ? "no agent of " + resolution.describe() + " can build " + platform.formatAll() + ": "
                                    + String.join("; ", probes.failures())
                            : one.unplaced().get(platform));
        } else {
            placed.put(platform, because(one.platforms().get(0), resolution));
        }
    }

    private void placeWithoutAgent(Platform platform, Resolution resolution) {
        List<AgentView> later =
                resolution.agents().stream().filter(AgentView::isAwaitable).toList();
        if (!resolution.label().isEmpty() && fleet.canProvision(resolution.label())) {
            placeLater(platform, resolution, resolution.label(), "no agent is online, one is provisioned");
        } else if (!later.isEmpty() && waits.test(platform)) {
            placeLater(
                    platform,
                    resolution,
                    resolution.label().isEmpty() ? names(later) : resolution.label(),
                    "waits for an agent, " + NoAgent.states(later));
        } else {
            unplaced.put(platform, NoAgent.describe(platform, resolution, fleet.agents()));
        }
    }

    private void placeLater(Platform platform, Resolution resolution, String name, String reason) {
        awaited.add(platform);
        BuilderNode later = new BuilderNode(name, "provisioned", List.of(platform), Map.of());
        placed.put(
                platform,
                new PlannedPlatform(platform, "", later, Strategy.NATIVE, resolution.describe() + ": " + reason));
    }

    private static String names(List<AgentView> agents) {
        return String.join(", ", agents.stream().map(AgentView::displayName).toList());
    }

    /** On whoever was asked already, or has the sources: natively by luck, else across or emulated. */
    private void placeElsewhere(List<Platform> left) throws InterruptedException {
        if (left.isEmpty()) {
            return;
        }
        Placed rest = elsewhere(left);
        rest.platforms().forEach(place -> placed.put(place.platform(), place));
        unplaced.putAll(rest.unplaced());
    }

    private Placed elsewhere(List<Platform> left) throws InterruptedException {
        List<AgentView> asked = new ArrayList<>(workspaceAgent());
        fleet.agents().stream()
                .filter(agent -> agent.isUsable() && probes.known(agent).isPresent() && !asked.contains(agent))
                .forEach(asked::add);
        List<NodeStatus> running = probes.running(asked);
        Placed rest = new Planner(running, emulation).place(left);
        Map<Platform, String> reasons = new LinkedHashMap<>();
        rest.unplaced()
                .forEach((platform, why) -> reasons.put(
                        platform,
                        NoAgent.describe(platform, resolutions.get(platform), fleet.agents())
                                + (running.isEmpty() ? "; " + String.join("; ", probes.failures()) : "; " + why)));
        return new Placed(rest.platforms(), reasons, rest.notes());
    }

    private Platform workspacePlatform() throws PlanException, InterruptedException {
        List<NodeStatus> statuses = new ArrayList<>();
        for (AgentView agent : workspaceAgent()) {
            statuses.add(probes.ask(agent));
        }
        try {
            return UsableNodes.of(statuses).usable().get(0).nativePlatforms().get(0);
        } catch (PlanException e) {
            throw new PlanException(
                    "no platforms were given, and the agent of the workspace has no engine whose platform would be"
                            + " taken: "
                            + e.getMessage() + (e.getMessage().matches("(?s).*[.?!]") ? " " : ". ")
                            + "Give platforms, such as linux/amd64,linux/arm64, or set"
                            + " DOCKER_DEFAULT_PLATFORM",
                    e);
        }
    }

    private Resolution workspace(Platform platform) {
        return new Resolution(platform, "the agent of the workspace", "", workspaceAgent(), false);
    }

    private List<AgentView> workspaceAgent() {
        return fleet.agents().stream()
                .filter(agent -> agent.name().equals(preference.workspaceAgent()))
                .toList();
    }

    private static NodeStatus byHand(NodeStatus status, Platform platform, Resolution resolution) {
        BuilderNode node = status.node();
        // Whoever named the agent for this platform meant it, whatever the agent says of itself.
        List<Platform> platforms = resolution.isEmpty() ? node.platforms() : List.of(platform);
        return new NodeStatus(
                new BuilderNode(node.name(), node.endpoint(), platforms, node.driverOptions()),
                status.driver(),
                status.id(),
                status.version(),
                status.platforms(),
                status.nativePlatforms(),
                status.pushesByDigest(),
                status.error());
    }

    private static PlannedPlatform because(PlannedPlatform place, Resolution resolution) {
        String reason = place.reason().startsWith(Planner.BY_HAND)
                ? place.reason().substring(Planner.BY_HAND.length())
                : place.reason();
        BuilderNode node = place.node();
        return new PlannedPlatform(
                place.platform(),
                place.driver(),
                new BuilderNode(node.name(), node.endpoint(), List.of(), node.driverOptions()),
                place.strategy(),
                resolution.isEmpty() ? reason : resolution.describe() + "; " + reason);
    }
}
