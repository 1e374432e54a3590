package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.build.BuildEvent;
import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.build.BuildListener;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.ContextFacts;
import io.jenkins.plugins.multiplatform.build.LintReport;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.build.PlatformOutcomes;
import io.jenkins.plugins.multiplatform.build.Preflight;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;

/**
 * One run over a server's agents: each platform is built on its agent and pushed by digest; when all are there and were
 * checked, outputs are put together in the workspace, one index is put, and then each tag. A failure at any point leaves
 * every tag as it was.
 */
public final class DistributedBuild {
    private final AgentFleet fleet;
    private final AgentPlacement placement;
    private final AgentWait wait;
    private final BuildRequest request;
    private final ContextFacts facts;

    public DistributedBuild(
            AgentFleet fleet,
            AgentRules rules,
            AgentPreference preference,
            AgentWait wait,
            BuildRequest request,
            ContextFacts facts) {
        this.fleet = fleet;
        this.wait = wait;
        this.placement = new AgentPlacement(
                fleet,
                rules,
                preference,
                platform -> !wait.of(request.policy().isOptional(platform)).isZero());
        this.request = request;
        this.facts = facts;
    }

    /** Decides all, builds nothing. */
    public PlanReport dryRun() throws BuildException, InterruptedException {
        return PlanReport.of(plan(), placement, fleet);
    }

    /**
     * Lets the first platform's agent look for faults in the Dockerfile; builds nothing.
     *
     * @throws AgentLostException if the agent went away meanwhile
     */
    public LintReport check() throws BuildException, AgentLostException, InterruptedException {
        Platform platform = plan().platforms().get(0).platform();
        LeaseRequest wanted = new LeaseRequest(
                List.of(platform), () -> placement.candidates(platform), placement.label(platform), wait.limit());
        try (AgentLease lease = fleet.lease(wanted)) {
            return lease.check(placement.on(lease.agent(), platform));
        } catch (LeaseException | PlanException e) {
            throw new BuildException(e.getMessage(), e);
        }
    }

    /**
     * Runs to the end. Interrupting the caller cancels everything on the agents before this returns.
     *
     * @param finished images of an earlier attempt at the same request: those that the registries still have are not
     *     built again
     * @throws BuildException with a text for users: what failed, and what is finished all the same
     * @throws AgentLostException if a required platform lost its agent, and no other could take its place: the same run
     *     may well succeed another time
     */
    public BuildResult run(List<PlatformImage> finished, RunListeners listeners)
            throws BuildException, AgentLostException, InterruptedException {
        BuildListener serial = listeners.own();
        BuildPlan plan = plan();
        serial.on(new BuildEvent.Planned(plan));
        RegistryDesk registries = fleet.registries(plan);
        registries.checkPush();
        try (RunOutputs outputs = request.received().isEmpty() ? RunOutputs.none() : fleet.outputs()) {
            PlatformOutcomes kept = new PlatformOutcomes(usable(finished, plan, registries, serial), List.of());
            kept.images().forEach(image -> serial.on(new BuildEvent.PlatformKept(image)));
            List<Platform> there = kept.platforms();
            BuildPlan left = plan.only(place -> !there.contains(place.platform()));
            Shares shares = new Shares(fleet, placement, left, request.policy(), wait, listeners);
            PlatformOutcomes outcomes = kept.and(shares.run()).inOrderOf(plan);
            shares.throwIfLost(outcomes);
            outcomes.requireAll(plan);
            outputs.finish(outcomes.platforms());
            return registries.publish(outcomes, serial).withNotes(listeners.notes());
        }
    }

    /** An image in a registry is no help where its files are wanted in the workspace. */
    private List<PlatformImage> usable(
            List<PlatformImage> finished, BuildPlan plan, RegistryDesk registries, BuildListener listener)
            throws BuildException, InterruptedException {
        List<PlatformImage> planned = PlatformOutcomes.planned(finished, plan);
        return planned.isEmpty() || !request.received().isEmpty()
                ? List.of()
                : registries.stillThere(planned, listener);
    }

    private BuildPlan plan() throws BuildException, InterruptedException {
        try {
            return new Preflight(placement, fleet.baseImages()).plan(request, facts);
        } catch (PlanException e) {
            throw new BuildException(e.getMessage(), e);
        }
    }
}
