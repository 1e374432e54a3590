package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.build.PlatformFailure;
import io.jenkins.plugins.multiplatform.build.PlatformOutcomes;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.RunPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The platforms of a run by agent, all at once. */
final class Shares {
    private static final long CANCEL_SECONDS = 60;

    private final BuildPlan plan;
    private final RunPolicy policy;
    private final List<Share> shares = new ArrayList<>();

    Shares(
            AgentFleet fleet,
            AgentPlacement placement,
            BuildPlan plan,
            RunPolicy policy,
            AgentWait wait,
            RunListeners listeners) {
        this.plan = plan;
        this.policy = policy;
        int most = policy.maxParallel() > 0 ? policy.maxParallel() : Integer.MAX_VALUE;
        Semaphore permits = new Semaphore(most, true);
        Map<String, List<PlannedPlatform>> byAgent = new LinkedHashMap<>();
        for (PlannedPlatform place : plan.platforms()) {
            byAgent.computeIfAbsent(
                            place.node().name() + '\n' + placement.label(place.platform()), key -> new ArrayList<>())
                    .add(place);
        }
        for (List<PlannedPlatform> places : byAgent.values()) {
            shares.add(
                    new Share(fleet, placement, plan.with(places), policy.emulation(), wait, permits, most, listeners));
        }
    }

    PlatformOutcomes run() throws InterruptedException {
        if (shares.isEmpty()) {
            return new PlatformOutcomes(List.of(), List.of());
        }
        String name = Thread.currentThread().getName();
        ExecutorService executor = Executors.newFixedThreadPool(shares.size(), task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        try {
            return collect(executor);
        } finally {
            executor.shutdownNow();
            // Agents are being told to stop; one that does not answer is given up by its lease.
            executor.awaitTermination(CANCEL_SECONDS, TimeUnit.SECONDS);
        }
    }

    private PlatformOutcomes collect(ExecutorService executor) throws InterruptedException {
        CompletionService<PlatformOutcomes> running = new ExecutorCompletionService<>(executor);
        shares.forEach(running::submit);
        PlatformOutcomes all = new PlatformOutcomes(List.of(), List.of());
        for (int i = 0; i < shares.size(); i++) {
            try {
                all = all.and(running.take().get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
            if (policy.failFast() && !requiredFailures(all).isEmpty()) {
                shares.forEach(Share::stop);
            }
        }
        return all;
    }

    /** A run that failed because an agent went away is told apart: trying again may help. */
    void throwIfLost(PlatformOutcomes outcomes) throws AgentLostException {
        for (Share share : shares) {
            if (share.lost() != null && !requiredFailures(outcomes).isEmpty()) {
                throw new AgentLostException(
                        outcomes.describe(),
                        share.lost().isWorkspace(),
                        share.lost().getCause());
            }
        }
    }

    private List<PlatformFailure> requiredFailures(PlatformOutcomes outcomes) {
        return outcomes.failures().stream()
                .filter(failure -> !plan.isOptional(failure.plan().platform()))
                .toList();
    }
}
