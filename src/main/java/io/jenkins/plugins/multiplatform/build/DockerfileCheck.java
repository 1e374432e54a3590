package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.auth.TokenSource;
import io.jenkins.plugins.multiplatform.builder.BuilderInspector;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressListener;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.platform.PlatformList;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets a node's frontend look for faults in a Dockerfile, without building anything.
 *
 * @see <a href="https://docs.docker.com/build/checks/">build checks</a>
 */
public final class DockerfileCheck {
    private final BuilderInstance builder;
    private final RegistryAccess registries;
    private final Workspace workspace;

    public DockerfileCheck(BuilderInstance builder, RegistryAccess registries) {
        this(builder, registries, Workspace.NONE);
    }

    /** @param workspace whose links lead nowhere else */
    public DockerfileCheck(BuilderInstance builder, RegistryAccess registries, Workspace workspace) {
        this.builder = builder;
        this.registries = registries;
        this.workspace = workspace;
    }

    /** @param listener hears what the node does for it */
    public LintReport run(BuildRequest request, ProgressListener listener) throws BuildException, InterruptedException {
        try {
            ContextFacts facts = ContextFacts.read(request.input(), registries.settings(), workspace);
            return new NodeBuild(request, facts, registries, TokenSource.none(), ClientServices.none())
                    .check(place(request), facts.sources(), listener);
        } catch (PlanException e) {
            throw new BuildException(e.getMessage(), e);
        }
    }

    private PlannedPlatform place(BuildRequest request) throws PlanException, InterruptedException {
        List<String> away = new ArrayList<>();
        for (NodeStatus status : BuilderInspector.probe(builder)) {
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
}
