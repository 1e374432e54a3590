package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.build.BuildEvent;
import io.jenkins.plugins.multiplatform.build.PlatformFailure;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.build.PlatformOutcomes;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/**
 * The platforms that one agent builds of a run. When the agent is lost, or its daemon is, what is not finished moves to
 * another one of the same label, or to one that a cloud makes.
 */
final class Share implements Callable<PlatformOutcomes> {
    /** Enough for a bad machine and another one; more would hide that something is wrong with all. */
    private static final int MOST_AGENTS = 3;

    private final AgentFleet fleet;
    private final AgentPlacement placement;
    private final BuildPlan plan;
    private final Semaphore permits;
    private final int weight;
    private final RunListeners listeners;
    private final Set<String> left = new HashSet<>();
    private final List<PlatformImage> images = new ArrayList<>();
    private final List<PlatformFailure> failures = new ArrayList<>();
    private volatile AgentLostException lost;
    private Thread worker;
    private boolean stopped;

    Share(
            AgentFleet fleet,
            AgentPlacement placement,
            BuildPlan plan,
            Semaphore permits,
            int mostAtOnce,
            RunListeners listeners) {
        this.fleet = fleet;
        this.placement = placement;
        this.plan = plan;
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
            permits.acquire(weight);
            try {
                buildAll();
            } finally {
                permits.release(weight);
            }
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
            boolean last = agents == MOST_AGENTS;
            String trouble = buildSome();
            if (trouble == null) {
                return;
            }
            if (last || isNobodyLeft()) {
                for (PlannedPlatform place : unfinished()) {
                    fail(PlatformFailure.lost(place, trouble));
                }
                return;
            }
            for (PlannedPlatform place : unfinished()) {
                listeners.own().on(new BuildEvent.PlatformRetried(place, agents + 1, trouble));
            }
        }
    }

    /** One agent's attempt; gives what is wrong with the agent, or null. */
    private String buildSome() throws InterruptedException {
        List<Platform> wanted =
                unfinished().stream().map(PlannedPlatform::platform).toList();
        try (AgentLease lease = fleet.lease(new LeaseRequest(wanted, this::others, placement.label(wanted.get(0))))) {
            return buildOn(lease, wanted);
        } catch (LeaseException e) {
            for (PlannedPlatform place : unfinished()) {
                fail(PlatformFailure.lost(place, e.getMessage()));
            }
            return null;
        }
    }

    private String buildOn(AgentLease lease, List<Platform> wanted) throws InterruptedException {
        AgentView agent = lease.agent();
        try {
            List<PlannedPlatform> here = new ArrayList<>();
            for (Platform platform : wanted) {
                here.add(placement.on(agent, platform));
            }
            return settle(new CheckedLease(lease, listeners).build(plan.with(here), this::hear), agent);
        } catch (PlanException e) {
            return leave(agent, e.getMessage());
        } catch (AgentLostException e) {
            if (e.isWorkspace()) {
                lost = e;
                for (PlannedPlatform place : unfinished()) {
                    fail(PlatformFailure.lost(place, e.getMessage()));
                }
                return null;
            }
            leave(agent, e.getMessage());
            lost = isNobodyLeft() ? e : null;
            return e.getMessage();
        }
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

    /** Agents that have not been left, best first. */
    private List<AgentView> others() {
        return placement.candidates(plan.platforms().get(0).platform()).stream()
                .filter(agent -> !left.contains(agent.name()))
                .toList();
    }

    private boolean isNobodyLeft() {
        String label = placement.label(plan.platforms().get(0).platform());
        return others().isEmpty() && (label.isEmpty() || !fleet.canProvision(label));
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
