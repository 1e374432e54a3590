package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.builder.BuilderInspector;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import io.jenkins.plugins.multiplatform.buildkit.BuildkitException;
import io.jenkins.plugins.multiplatform.buildkit.SolveSpec;
import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressListener;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.driver.DriverException;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.platform.PlatformList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets a node's frontend look for faults in a Dockerfile, without building anything.
 *
 * @see <a href="https://docs.docker.com/build/checks/">build checks</a>
 */
public final class DockerfileCheck {
    private final BuilderInstance builder;
    private final CredentialSource credentials;

    public DockerfileCheck(BuilderInstance builder, CredentialSource credentials) {
        this.builder = builder;
        this.credentials = credentials;
    }

    /** @param listener hears what the node does for it */
    public LintReport run(BuildRequest request, ProgressListener listener) throws BuildException, InterruptedException {
        try {
            ContextFacts facts = ContextFacts.read(request.input());
            PlannedPlatform place = place(request);
            SessionServices services = services(request, facts, place);
            try (NodeSession node = NodeSession.open(place.driver(), place.node(), services)) {
                Map<String, String> attributes = FrontendAttributes.of(request, facts, place.platform());
                attributes.keySet().removeIf(name -> name.startsWith("attest:"));
                attributes.put("requestid", "frontend.lint");
                attributes.put("frontend.caps", "moby.buildkit.frontend.subrequests");
                SolveSpec spec = SolveSpec.of(attributes)
                        .withSourcePolicy(request.input().sourcePolicy());
                return LintReport.of(node.ask(spec, listener), dockerfile(request));
            }
        } catch (PlanException | DriverException | BuildkitException e) {
            throw new BuildException(e.getMessage(), e);
        }
    }

    private PlannedPlatform place(BuildRequest request) throws PlanException, InterruptedException {
        List<String> away = new ArrayList<>();
        for (NodeStatus status : BuilderInspector.inspect(builder)) {
            if (status.isRunning()) {
                List<Platform> wanted = platforms(request);
                Platform platform = wanted.isEmpty() ? status.nativePlatforms().get(0) : wanted.get(0);
                return new PlannedPlatform(
                        platform, status.driver(), status.node(), Strategy.CROSS, "nothing is built");
            }
            away.add("node " + status.node().name() + ": " + status.error());
        }
        throw new PlanException("no valid drivers found: " + String.join("; ", away));
    }

    private static List<Platform> platforms(BuildRequest request) throws PlanException {
        try {
            return PlatformList.parse(request.platforms()).platforms();
        } catch (InvalidPlatformException e) {
            throw new PlanException(e.getMessage(), e);
        }
    }

    private SessionServices services(BuildRequest request, ContextFacts facts, PlannedPlatform place)
            throws PlanException {
        BuildPlan plan = new BuildPlan(List.of(place), Set.of(), Map.of(), List.of(), List.of());
        Map<String, LocalSource> sources = facts.sources();
        return new SessionServices(
                        facts.files(sources),
                        new PlanCredentials(
                                credentials,
                                NodeBuild.scopes(request, facts, plan).keySet()),
                        facts.sharedKey(request.scope()))
                .withStores(facts.stores(sources));
    }

    private static String dockerfile(BuildRequest request) {
        String written = request.input().dockerfile();
        if (!written.isEmpty()) {
            return written;
        }
        String context = request.input().context();
        return context.indexOf("://") >= 0 ? "Dockerfile" : context.replaceFirst("/+$", "") + "/Dockerfile";
    }
}
