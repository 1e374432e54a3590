package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.build.BuildEvent;
import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.build.BuildListener;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.LintReport;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.build.PlatformOutcomes;
import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import io.jenkins.plugins.multiplatform.plan.BaseImages;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Agents that exist in a test alone: what they build is told, not done. */
final class MemoryFleet implements AgentFleet {
    /** What an agent does with its share. */
    @FunctionalInterface
    interface Work {
        PlatformOutcomes build(BuildPlan share, BuildListener listener) throws AgentLostException, InterruptedException;
    }

    final SlotTable slots = new SlotTable();
    /** Runs while an agent is asked. */
    Runnable whenProbed = () -> {};

    /** Runs again and again while a lease waits for an agent. */
    volatile Runnable whenWaited = () -> {};

    /** How long leases that found no agent would have waited. */
    final Set<Duration> patiences = ConcurrentHashMap.newKeySet();

    final List<String> probed = Collections.synchronizedList(new ArrayList<>());
    /** Labels of which an agent {@code made} comes when somebody wants one. */
    final Set<String> provisionable = new HashSet<>();

    /** Names of agents that are only for those who name them. */
    final Set<String> exclusive = new HashSet<>();

    final List<PlatformOutcomes> published = Collections.synchronizedList(new ArrayList<>());
    /** What was done with outputs, and when they were published, in order. */
    final List<String> outputs = Collections.synchronizedList(new ArrayList<>());

    BaseImages baseImages = BaseImages.UNKNOWN;
    String unfinished = "";
    private final AtomicLong connections = new AtomicLong();
    private final Map<String, AgentView> agents = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, NodeStatus> statuses = new LinkedHashMap<>();
    private final Map<String, Work> works = new LinkedHashMap<>();

    /** @param platforms that its engine lists, its own first */
    MemoryFleet with(String name, String labels, Platform... platforms) {
        return with(name, labels, AgentSettings.standard(), true, platforms);
    }

    MemoryFleet with(String name, String labels, AgentSettings settings, boolean permitted, Platform... platforms) {
        AgentView agent = new AgentView(
                name,
                Arrays.stream(labels.split(" "))
                        .filter(label -> !label.isEmpty())
                        .collect(Collectors.toSet()),
                AgentPresence.ONLINE,
                permitted,
                settings,
                0,
                "Linux (" + (platforms.length == 0 ? "" : platforms[0].architecture()) + ")",
                connections.incrementAndGet());
        agents.put(name, agent);
        statuses.put(
                name,
                platforms.length == 0
                        ? NodeStatus.failed(agent.node(), "docker", "Cannot connect to the Docker Engine")
                        : new NodeStatus(
                                agent.node(),
                                "docker",
                                name,
                                "v",
                                List.of(platforms),
                                List.of(platforms[0]),
                                true,
                                ""));
        return this;
    }

    MemoryFleet offline(String name) {
        return now(name, AgentPresence.OFFLINE);
    }

    MemoryFleet now(String name, AgentPresence presence) {
        AgentView agent = agents.get(name);
        agents.put(
                name,
                new AgentView(
                        name,
                        agent.labels(),
                        presence,
                        true,
                        agent.settings(),
                        0,
                        agent.architecture(),
                        presence == AgentPresence.ONLINE ? connections.incrementAndGet() : agent.connectedAt()));
        return this;
    }

    MemoryFleet doing(String name, Work work) {
        works.put(name, work);
        return this;
    }

    @Override
    public List<AgentView> agents() {
        synchronized (agents) {
            return List.copyOf(agents.values());
        }
    }

    /** Atoms and {@code &&} do for tests. */
    @Override
    public boolean matches(String label, AgentView agent) {
        return Arrays.stream(label.split("&&")).map(String::strip).allMatch(agent.labels()::contains);
    }

    @Override
    public boolean isExclusive(AgentView agent) {
        return exclusive.contains(agent.name());
    }

    @Override
    public boolean canProvision(String label) {
        return provisionable.contains(label);
    }

    @Override
    public NodeStatus probe(AgentView agent) {
        probed.add(agent.name());
        whenProbed.run();
        return statuses.get(agent.name());
    }

    @Override
    public AgentLease lease(LeaseRequest request) throws LeaseException, InterruptedException {
        if (request.candidates().get().stream().noneMatch(AgentView::isUsable) && canProvision(request.label())) {
            with("made", request.label(), request.platforms().toArray(Platform[]::new));
        }
        while (true) {
            List<AgentView> candidates = request.candidates().get();
            Optional<AgentView> taken = slots.take(candidates);
            if (taken.isPresent()) {
                return new Lease(taken.get());
            }
            if (candidates.stream().noneMatch(AgentView::isUsable)) {
                patiences.add(request.patience());
                whenWaited.run();
                if (request.patience().compareTo(Duration.ofSeconds(1)) < 0) {
                    throw new LeaseException("no agent with label \"" + request.label() + "\" is online ("
                            + candidates.stream().map(AgentView::describe).collect(Collectors.joining(", ")) + ")");
                }
            }
            slots.awaitChange(Duration.ofMillis(50));
        }
    }

    @Override
    public RunOutputs outputs() {
        outputs.add("opened");
        return new Outputs();
    }

    @Override
    public BaseImages baseImages() {
        return baseImages;
    }

    @Override
    public RegistryDesk registries(BuildPlan plan) {
        return new Desk(plan);
    }

    /** A share that goes well. */
    static PlatformOutcomes build(BuildPlan share, BuildListener listener) {
        List<PlatformImage> images = new ArrayList<>();
        for (PlannedPlatform place : share.platforms()) {
            PlatformImage image = Images.of(place);
            images.add(image);
            listener.on(new BuildEvent.PlatformFinished(image));
        }
        return new PlatformOutcomes(images, List.of());
    }

    private final class Lease implements AgentLease {
        private final AgentView agent;

        Lease(AgentView agent) {
            this.agent = agent;
        }

        @Override
        public AgentView agent() {
            return agent;
        }

        @Override
        public PlatformOutcomes build(BuildPlan share, BuildListener listener)
                throws AgentLostException, InterruptedException {
            return works.getOrDefault(agent.name(), MemoryFleet::build).build(share, listener);
        }

        @Override
        public LintReport check(PlannedPlatform place) {
            return new LintReport(place.platform().formatAll() + " on " + agent.name() + "\n", "", 0);
        }

        @Override
        public void close() {
            slots.giveBack(agent.name());
        }
    }

    private final class Outputs implements RunOutputs {
        @Override
        public void finish(List<Platform> platforms) throws BuildException {
            outputs.add("finished "
                    + String.join(
                            ",", platforms.stream().map(Platform::formatAll).toList()));
            if (!unfinished.isEmpty()) {
                throw new BuildException(unfinished);
            }
        }

        @Override
        public void close() {
            outputs.add("closed");
        }
    }

    private final class Desk implements RegistryDesk {
        private final BuildPlan plan;

        Desk(BuildPlan plan) {
            this.plan = plan;
        }

        @Override
        public void checkPush() {
            // Nobody refuses here.
        }

        @Override
        public List<PlatformImage> stillThere(List<PlatformImage> finished, BuildListener listener) {
            return finished;
        }

        @Override
        public BuildResult publish(PlatformOutcomes outcomes, BuildListener listener) throws BuildException {
            outcomes.requireAll(plan);
            published.add(outcomes);
            outputs.add("published");
            return Images.result(plan, outcomes);
        }
    }
}
