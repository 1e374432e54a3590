package io.jenkins.plugins.multiplatform.jenkins.fleet;

import hudson.remoting.Callable;
import hudson.remoting.RemoteOutputStream;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.multiplatform.auth.ScopeGuard;
import io.jenkins.plugins.multiplatform.build.BuildEvent;
import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.build.BuildListener;
import io.jenkins.plugins.multiplatform.build.DeclaredOutput;
import io.jenkins.plugins.multiplatform.build.LintReport;
import io.jenkins.plugins.multiplatform.build.NodeBuild;
import io.jenkins.plugins.multiplatform.build.PlatformFailure;
import io.jenkins.plugins.multiplatform.build.PlatformOutcomes;
import io.jenkins.plugins.multiplatform.jenkins.agent.NodeBuildTask;
import io.jenkins.plugins.multiplatform.jenkins.agent.NodeCheckTask;
import io.jenkins.plugins.multiplatform.jenkins.agent.OfferContextTask;
import io.jenkins.plugins.multiplatform.jenkins.agent.RunHost;
import io.jenkins.plugins.multiplatform.job.AgentAnswers;
import io.jenkins.plugins.multiplatform.job.AgentLease;
import io.jenkins.plugins.multiplatform.job.AgentLostException;
import io.jenkins.plugins.multiplatform.job.AgentView;
import io.jenkins.plugins.multiplatform.job.MaskedReports;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.relay.RelayForward;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import jenkins.model.Jenkins;

/** A place on one of Jenkins' agents. */
final class RemoteLease implements AgentLease {
    private static final long CONNECT_SECONDS = 45;

    private final RunSite site;
    private final AgentView agent;
    private final VirtualChannel channel;
    private final LeaseTask task;
    private boolean closed;

    /** @param task that was given its place, and a slot of the agent's with it */
    RemoteLease(RunSite site, AgentView agent, VirtualChannel channel, LeaseTask task) {
        this.site = site;
        this.agent = agent;
        this.channel = channel;
        this.task = task;
    }

    @Override
    public AgentView agent() {
        return agent;
    }

    @Override
    public PlatformOutcomes build(BuildPlan share, BuildListener listener)
            throws AgentLostException, InterruptedException {
        boolean receives = isInPlace() && !site.request().received().isEmpty();
        try {
            return masked().outcomes(call(
                    PlatformOutcomes.class,
                    share,
                    event -> listener.on(withCause(event)),
                    RunAnswers::toBuild,
                    (exported, log) -> new NodeBuildTask(
                            share,
                            site.request(),
                            site.facts(),
                            isInPlace(),
                            site.workspaceName(),
                            receives ? site.outputs() : "",
                            site.trust(),
                            exported,
                            log)));
        } catch (PlanException | IOException e) {
            return new PlatformOutcomes(
                    List.of(),
                    share.platforms().stream()
                            .map(place ->
                                    PlatformFailure.lost(place, site.mask().mask(String.valueOf(e.getMessage()))))
                            .toList());
        } catch (InterruptedException e) {
            if (!task.isCancelled()) {
                throw e;
            }
            return new PlatformOutcomes(
                    List.of(), share.platforms().stream().map(this::stopped).toList());
        }
    }

    /** An agent knows that it was to end, and not why. */
    private BuildEvent withCause(BuildEvent event) {
        return task.isCancelled()
                        && event instanceof BuildEvent.PlatformFailed failed
                        && failed.failure() != null
                        && failed.failure().kind() == PlatformFailure.Kind.CANCELLED
                ? new BuildEvent.PlatformFailed(stopped(failed.failure().plan()))
                : event;
    }

    private PlatformFailure stopped(PlannedPlatform place) {
        return PlatformFailure.cancelled(place, "somebody stopped it on " + agent.displayName());
    }

    @Override
    public LintReport check(PlannedPlatform place) throws BuildException, AgentLostException, InterruptedException {
        BuildPlan share = BuildPlan.of(place);
        try {
            return masked().report(AgentAnswers.report(call(
                    LintReport.class,
                    share,
                    event -> {},
                    RunAnswers::toCheck,
                    (exported, log) -> new NodeCheckTask(
                            place,
                            site.request(),
                            site.facts(),
                            isInPlace(),
                            site.workspaceName(),
                            site.trust(),
                            exported))));
        } catch (PlanException | IOException e) {
            throw new BuildException("agent " + agent.displayName() + ": " + e.getMessage(), e);
        }
    }

    private <V> V call(
            Class<V> type,
            BuildPlan share,
            BuildListener listener,
            BiFunction<RunSite, ScopeGuard, RunAnswers> answers,
            BiFunction<RunHost, OutputStream, Callable<V, IOException>> work)
            throws PlanException, IOException, AgentLostException, InterruptedException {
        List<AgentWatch> watches = new ArrayList<>(List.of(new AgentWatch(channel, agent.displayName(), isInPlace())));
        if (!isInPlace()) {
            watches.add(site.watchWorkspace());
        }
        task.worksFor(Thread.currentThread());
        try (LogEnd log = new LogEnd(site.log(), site.mask());
                OfferedLog sources = new OfferedLog(site.log(), site.mask());
                HostEnd host = new HostEnd(
                        answers.apply(site, guard(share)),
                        listener,
                        isInPlace() ? null : forward -> connect(forward, share, sources),
                        site.workspaceName(),
                        "agent " + agent.displayName())) {
            EngineJars.toNode(Jenkins.get().getComputer(agent.name()));
            RunHost exported = channel.export(RunHost.class, host);
            Object answer = new RemoteCall(channel, watches)
                    .call(work.apply(exported, new RemoteOutputStream(log)), host.whenEnded());
            return AgentAnswers.as(type, answer, "agent " + agent.displayName());
        } finally {
            task.worksFor(null);
        }
    }

    private MaskedReports masked() {
        return new MaskedReports(site.mask());
    }

    /** Whether the sources are on this agent. */
    private boolean isInPlace() {
        return agent.name().equals(site.workspaceAgent());
    }

    private ScopeGuard guard(BuildPlan share) throws PlanException {
        return new ScopeGuard(
                NodeBuild.scopes(site.request(), site.facts(), share),
                line -> site.log().getLogger().println("note: " + site.mask().mask(line)));
    }

    private OutputStream connect(RelayForward forward, BuildPlan share, OfferedLog log) throws IOException {
        OfferContextTask offer = new OfferContextTask(
                site.facts(),
                site.outputs(),
                declared(share),
                "agent " + agent.displayName(),
                new RemoteOutputStream(forward.fromWorkspace()),
                new RemoteOutputStream(log.open()));
        boolean connected = false;
        try {
            OutputStream opened = RemoteCall.within(site.workspace(), offer, CONNECT_SECONDS);
            connected = true;
            return opened;
        } catch (ExecutionException e) {
            throw new IOException(site.workspaceName() + " can't offer the build context: " + reason(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IOException(
                    site.workspaceName() + " did not offer the build context within " + CONNECT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            if (!connected) {
                log.forget();
            }
        }
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? "it did not say why" : failure.getMessage();
    }

    /** What the agent may send to the workspace. */
    private ArrayList<DeclaredOutput> declared(BuildPlan share) throws IOException {
        try {
            return new ArrayList<>(DeclaredOutput.of(site.request(), share));
        } catch (PlanException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            task.release();
            Slots.table().giveBack(agent.name());
        }
    }
}
