package io.jenkins.plugins.multiplatform.jenkins.agent;

import hudson.AbortException;
import io.jenkins.plugins.multiplatform.build.ClientServices;
import io.jenkins.plugins.multiplatform.build.ContextFacts;
import io.jenkins.plugins.multiplatform.build.NodeBuild;
import io.jenkins.plugins.multiplatform.build.OutputTargets;
import io.jenkins.plugins.multiplatform.build.PlatformOutcomes;
import io.jenkins.plugins.multiplatform.build.RegistryAccess;
import io.jenkins.plugins.multiplatform.build.RelayedOutputs;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.jenkins.credentials.RemoteCredentials;
import io.jenkins.plugins.multiplatform.job.OpenOutputs;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import io.jenkins.plugins.multiplatform.registry.RegistryTrust;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Builds an agent's share of a run on that agent.
 *
 * @param plan with this agent's platforms alone
 * @param inPlace whether the sources are on this agent
 * @param sources names the machine that has them, for texts
 * @param outputs name of the run's open outputs, if they are on this agent; else empty
 * @param host the controller's end, exported to the agent's channel
 * @param log the run's
 */
@Restricted(NoExternalUse.class)
public record NodeBuildTask(
        BuildPlan plan,
        BuildRequest request,
        ContextFacts facts,
        boolean inPlace,
        String sources,
        String outputs,
        RegistryTrust trust,
        RunHost host,
        OutputStream log)
        implements AgentTask<PlatformOutcomes> {

    @Override
    public PlatformOutcomes run() throws AbortException, InterruptedException {
        AgentLog lines = new AgentLog(log);
        try {
            LoggedEvents events = new LoggedEvents(lines, host);
            return inPlace ? build(facts.sources(), outputsHere(), events) : buildFromAfar(events);
        } catch (PlanException | RegistryException | IOException e) {
            throw new AbortException(e.getMessage());
        } finally {
            lines.close();
            host.ended();
        }
    }

    private PlatformOutcomes buildFromAfar(LoggedEvents events)
            throws IOException, PlanException, RegistryException, InterruptedException {
        try (WorkspaceRelay relay = new WorkspaceRelay(sources, host)) {
            return build(relay.sources(facts), new RelayedOutputs(request, relay.client()), events);
        }
    }

    private OutputTargets outputsHere() throws IOException {
        return outputs.isEmpty() ? OutputTargets.none() : OpenOutputs.of(outputs);
    }

    private PlatformOutcomes build(Map<String, LocalSource> from, OutputTargets targets, LoggedEvents events)
            throws PlanException, RegistryException, InterruptedException {
        ClientServices services = new ClientServices(new RemoteSecrets(host), new RemoteSshAgents(host), targets);
        RegistryAccess registries =
                new RegistryAccess(trust.settings(), new RemoteCredentials(host), new RemotePing(host));
        return new NodeBuild(request, facts, registries, new RemoteTokens(host), services).run(plan, from, events);
    }

    /** Remoting shows it in thread names and logs; a record's own would ask the controller's object for its text. */
    @Override
    public String toString() {
        return "build for several platforms";
    }
}
