package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.build.BuildEvent;
import io.jenkins.plugins.multiplatform.build.PlatformFailure;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.build.PlatformOutcomes;
import io.jenkins.plugins.multiplatform.build.Preflight;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/**
 * The platforms that one agent builds of a run. When the agent is lost, or its daemon is, what is not finished moves to
 * another one of the same label, or to one that a cloud makes.
 */
final class Share implements Callable<PlatformOutcomes> {
    /** Enough for a bad machine and another one; more would hide that something is wrong with all. */
    private static final int MAX_AGENTS = 3;
    /** Jenkins pings agents every five minutes and closes connections that do not answer. */
    private static final Duration OWN_PING = Duration.ofMinutes(6);

    private final AgentFleet fleet;
    private final AgentPlacement placement;
    private final BuildPlan plan;
    private final EmulationPolicy emulation;
    private final Duration patience;
    private final Semaphore permits;
    private final int weight;
    private final RunListeners listeners;
    private final Set<String> left = new HashSet<>();
    /** Agents that were lost, with when that was. */
    private final Map<AgentView, Long> gone = new HashMap<>();

    private final List<PlatformImage> images = new ArrayList<>();
    private final List<PlatformFailure> failures = new ArrayList<>();
    private AgentLostException lastLoss;
    private volatile AgentLostException lost;
    private boolean elsewhere;
    private Thread worker;
    private boolean stopped;

    Share(
            AgentFleet fleet,
            AgentPlacement placement,
            BuildPlan plan,
            EmulationPolicy emulation,
            AgentWait wait,
            Semaphore permits,
            int mostAtOnce,
            RunListeners listeners) {
        this.fleet = fleet;
        this.placement = placement;
        this.plan = plan;
        this.emulation = emulation;
        this.patience = wait.of(plan.platforms().stream().allMatch(place -> plan.isOptional(place.platform())));
        this.permits = permits;
        this.weight = Math.min(plan.platforms().size(), mostAtOnce);
        this.listeners = listeners;
    }

    /** Null unless platforms failed because their agent went away. */
    AgentLostException lost() {
        return lost;
    }

    @Override
    public PlatformOutcomes call() throws InterruptedException {
        if (!begin()) {
            return cancelled(plan.platforms());
        }
        try {
            buildAll();
            return new PlatformOutcomes(images, failures);
        } catch (InterruptedException e) {
            if (!end()) {
                throw e;
            }
            return new PlatformOutcomes(images, failures).and(cancelled(unfinished()));
        } finally {
            end();
        }
    }

    /** Ends it because another platform failed. */
    synchronized void stop() {
        stopped = true;
        if (worker != null) {
            worker.interrupt();
        }
    }

    private synchronized boolean begin() {
        worker = Thread.currentThread();
        return !stopped;
    }

    private synchronized boolean end() {
        worker = null;
        return stopped;
    }

    private void buildAll() throws InterruptedException {
        for (int agents = 1; !unfinished().isEmpty(); agents++) {
            String trouble;
            try {
                trouble = buildSome();
            } catch (LeaseException e) {
                if (!moveElsewhere(e)) {
                    loseAll(lastLoss == null ? e.getMessage() : lastLoss.getMessage() + "; then " + e.getMessage());
                    return;
                }
                continue;
            }
            if (trouble == null) {
                return;
            }
            if (agents == MAX_AGENTS || isNoneLeft()) {
                loseAll(trouble);
                return;
            }
            for (PlannedPlatform place : unfinished()) {
                listeners.own().on(new BuildEvent.PlatformRetried(place, agents + 1, trouble));
            }
        }
    }

    private void loseAll(String trouble) {
        lost = lastLoss;
        for (PlannedPlatform place : unfinished()) {
            fail(PlatformFailure.lost(place, trouble));
        }
    }

    /** One agent's attempt; gives what is wrong with the agent, or null. */
    private String buildSome() throws LeaseException, InterruptedException {
        List<Platform> wanted =
                unfinished().stream().map(PlannedPlatform::platform).toList();
        if (others().stream().noneMatch(AgentView::isUsable)) {
            try (AgentLease lease = lease(wanted)) {
                // Only if it is this run's turn: who waits for a turn must not hold an agent that others need.
                if (permits.tryAcquire(weight)) {
                    try {
                        return buildOn(lease, wanted);
                    } finally {
                        permits.release(weight);
                    }
                }
            }
        }
        permits.acquire(weight);
        try (AgentLease lease = lease(wanted)) {
            return buildOn(lease, wanted);
        } finally {
            permits.release(weight);
        }
    }

    private AgentLease lease(List<Platform> wanted) throws LeaseException, InterruptedException {
        return fleet.lease(new LeaseRequest(wanted, this::others, placement.label(wanted.get(0)), patience));
    }

    /** Where emulation is allowed, a platform whose agents did not come is built on another one. */
    private boolean moveElsewhere(LeaseException trouble) throws InterruptedException {
        if (elsewhere || trouble.isCancelled() || emulation != EmulationPolicy.ALLOW) {
            return false;
        }
        elsewhere = true;
        List<PlannedPlatform> places = unfinished();
        Optional<String> none = placement.placeElsewhere(
                places.stream().map(PlannedPlatform::platform).toList(), trouble.getMessage());
        if (none.isEmpty()) {
            places.forEach(place -> listeners.own().on(new BuildEvent.PlatformRetried(place, 1, trouble.getMessage())));
        }
        return none.isEmpty();
    }

    private String buildOn(AgentLease lease, List<Platform> wanted) throws InterruptedException {
        AgentView agent = lease.agent();
        try {
            List<PlannedPlatform> here = new ArrayList<>();
            for (Platform platform : wanted) {
                here.add(requireAllowed(placement.on(agent, platform)));
            }
            return settle(new CheckedLease(lease, listeners).build(plan.with(here), this::hear), agent);
        } catch (PlanException e) {
            return leave(agent, e.getMessage());
        } catch (AgentLostException e) {
            if (e.isWorkspace()) {
                lastLoss = e;
                loseAll(e.getMessage());
                return null;
            }
            gone.put(agent, System.nanoTime());
            placement.forget(agent);
            lastLoss = e;
            return e.getMessage();
        }
    }

    /** Agents that were not online when the plan was made may turn out to be others than their label says. */
    private PlannedPlatform requireAllowed(PlannedPlatform place) throws PlanException {
        if (place.strategy() == Strategy.EMULATED && emulation == EmulationPolicy.FORBID) {
            throw new PlanException("emulation is forbidden, but it could only emulate "
                    + place.platform().formatAll() + " (" + place.reason() + ")");
        }
        PlannedPlatform planned = plan.platforms().stream()
                .filter(one -> one.platform().equals(place.platform()))
                .findFirst()
                .orElse(place);
        if (place.strategy() == Strategy.EMULATED
                && planned.strategy() != Strategy.EMULATED
                && emulation == EmulationPolicy.WARN) {
            listeners.own().on(new BuildEvent.Noted(Preflight.emulated(place)));
        }
        return place;
    }

    private String settle(PlatformOutcomes outcomes, AgentView agent) {
        String trouble = null;
        for (PlatformFailure failure : outcomes.failures()) {
            if (failure.kind() == PlatformFailure.Kind.NODE) {
                trouble = failure.message();
            } else {
                keep(failure);
            }
        }
        return trouble == null ? null : leave(agent, trouble);
    }

    private String leave(AgentView agent, String trouble) {
        left.add(agent.name());
        placement.forget(agent);
        return trouble;
    }

    /** Agents that have not been left, best first; among them those that may come back. */
    private List<AgentView> others() {
        return placement.candidates(plan.platforms().get(0).platform()).stream()
                .filter(agent -> !left.contains(agent.name()))
                .map(agent -> isGone(agent) ? agent.lost() : agent)
                .toList();
    }

    /** Until it has connected again, or Jenkins itself has found the old connection alive. */
    private boolean isGone(AgentView agent) {
        return gone.entrySet().stream()
                .anyMatch(loss -> loss.getKey().name().equals(agent.name())
                        && loss.getKey().connectedAt() == agent.connectedAt()
                        && agent.isUsable()
                        && System.nanoTime() - loss.getValue() < OWN_PING.toNanos());
    }

    private boolean isNoneLeft() {
        List<AgentView> others = others();
        String label = placement.label(plan.platforms().get(0).platform());
        boolean comes = others.stream().anyMatch(patience.isZero() ? AgentView::isUsable : AgentView::isAwaitable);
        return !comes && (label.isEmpty() || !fleet.canProvision(label));
    }

    private void hear(BuildEvent event) {
        if (event instanceof BuildEvent.PlatformFinished finished) {
            synchronized (images) {
                images.add(finished.image());
            }
        } else if (event instanceof BuildEvent.PlatformFailed failed) {
            // An image of which the agent said something else later.
            synchronized (images) {
                images.removeIf(image ->
                        image.plan().platform().equals(failed.failure().plan().platform()));
            }
        }
        listeners.node().on(event);
    }

    private void keep(PlatformFailure failure) {
        failures.add(failure);
    }

    private void fail(PlatformFailure failure) {
        keep(failure);
        listeners.own().on(new BuildEvent.PlatformFailed(failure));
    }

    private List<PlannedPlatform> unfinished() {
        synchronized (images) {
            return plan.platforms().stream()
                    .filter(place -> images.stream()
                            .noneMatch(image -> image.plan().platform().equals(place.platform())))
                    .filter(place -> failures.stream()
                            .noneMatch(failure -> failure.plan().platform().equals(place.platform())))
                    .toList();
        }
    }

    private static PlatformOutcomes cancelled(List<PlannedPlatform> places) {
        return new PlatformOutcomes(
                List.of(),
                places.stream()
                        .map(place -> PlatformFailure.cancelled(place, "another platform failed"))
                        .toList());
    }
}
