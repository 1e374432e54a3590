package io.jenkins.plugins.multiplatform.jenkins.agent;

import hudson.AbortException;
import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.build.ClientServices;
import io.jenkins.plugins.multiplatform.build.ContextFacts;
import io.jenkins.plugins.multiplatform.build.LintReport;
import io.jenkins.plugins.multiplatform.build.NodeBuild;
import io.jenkins.plugins.multiplatform.build.RegistryAccess;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.jenkins.credentials.RemoteCredentials;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import io.jenkins.plugins.multiplatform.registry.RegistryTrust;
import java.io.IOException;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Lets an agent's frontend look for faults in a Dockerfile.
 *
 * @param place on this agent
 * @param inPlace whether the sources are on this agent
 * @param sources names the machine that has them, for texts
 * @param host the controller's end, exported to the agent's channel
 */
@Restricted(NoExternalUse.class)
public record NodeCheckTask(
        PlannedPlatform place,
        BuildRequest request,
        ContextFacts facts,
        boolean inPlace,
        String sources,
        RegistryTrust trust,
        RunHost host)
        implements AgentTask<LintReport> {

    @Override
    public LintReport run() throws AbortException, InterruptedException {
        try {
            return inPlace ? check(facts.sources()) : checkFromAfar();
        } catch (BuildException | PlanException | RegistryException | IOException e) {
            throw new AbortException(e.getMessage());
        } finally {
            host.ended();
        }
    }

    private LintReport checkFromAfar() throws IOException, BuildException, RegistryException, InterruptedException {
        try (WorkspaceRelay relay = new WorkspaceRelay(sources, host)) {
            return check(relay.sources(facts));
        }
    }

    private LintReport check(Map<String, LocalSource> from)
            throws BuildException, RegistryException, InterruptedException {
        RegistryAccess registries = new RegistryAccess(trust.settings(), new RemoteCredentials(host));
        return new NodeBuild(request, facts, registries, new RemoteTokens(host), ClientServices.none())
                .check(place, from, event -> {});
    }

    /** Remoting shows it in thread names and logs; a record's own would ask the controller's object for its text. */
    @Override
    public String toString() {
        return "check of a Dockerfile";
    }
}
