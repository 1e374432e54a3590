package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one machine builds of a run: its share of the plan, from sources that may be elsewhere, to images that stand in
 * the registry under their digests. It moves no tag.
 */
public final class NodeBuild {
    private final BuildRequest request;
    private final ContextFacts facts;
    private final CredentialSource credentials;
    private final ClientServices client;

    public NodeBuild(BuildRequest request, ContextFacts facts, CredentialSource credentials) {
        this(request, facts, credentials, ClientServices.none());
    }

    public NodeBuild(BuildRequest request, ContextFacts facts, CredentialSource credentials, ClientServices client) {
        this.request = request;
        this.facts = facts;
        this.credentials = credentials;
        this.client = client;
    }

    /**
     * Returns when each platform has ended. Interrupting the caller cancels everything on the node before this returns.
     *
     * @param plan with the platforms to build here alone
     * @param sources by the names that the frontend asks for
     */
    public PlatformOutcomes run(BuildPlan plan, Map<String, LocalSource> sources, BuildListener listener)
            throws PlanException, InterruptedException {
        Set<String> hosts = new HashSet<>();
        new DockerfileReading(facts, request.input()).baseImages(plan).forEach(image -> hosts.add(image.domain()));
        plan.repositories().stream().map(Reference::domain).forEach(hosts::add);
        SessionServices services = new SessionServices(
                        sources, new PlanCredentials(credentials, hosts), facts.sharedKey(request.scope()))
                .withSecrets(client.secrets());
        return new PlatformBuilds(
                        plan,
                        request.policy(),
                        new SolveComposer(request, plan, facts.dockerfileName()),
                        services,
                        new OneAtATime(listener))
                .run();
    }
}
