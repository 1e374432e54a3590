package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.auth.CredentialGuard;
import io.jenkins.plugins.multiplatform.auth.ScopeGuard;
import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.auth.TokenSource;
import io.jenkins.plugins.multiplatform.buildkit.BuildkitException;
import io.jenkins.plugins.multiplatform.buildkit.SolveSpec;
import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressListener;
import io.jenkins.plugins.multiplatform.buildkit.session.BlobStore;
import io.jenkins.plugins.multiplatform.buildkit.session.ContentStore;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.driver.DriverException;
import io.jenkins.plugins.multiplatform.options.BuildOptions;
import io.jenkins.plugins.multiplatform.options.CacheOptions;
import io.jenkins.plugins.multiplatform.options.RemoteUrl;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.platform.PlatformList;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What one machine builds of a run: its share of the plan, from sources that may be elsewhere, to images that stand in
 * the registry under their digests. It moves no tag.
 */
public final class NodeBuild {
    private final BuildRequest request;
    private final ContextFacts facts;
    private final RegistryAccess registries;
    private final TokenSource tokens;
    private final ClientServices client;

    /** @param tokens for registries that give them; {@code registries} has the passwords of the others */
    public NodeBuild(
            BuildRequest request,
            ContextFacts facts,
            RegistryAccess registries,
            TokenSource tokens,
            ClientServices client) {
        this.request = request;
        this.facts = facts;
        this.registries = registries;
        this.tokens = tokens;
        this.client = client;
    }

    /** What a run needs of registries, by host: whoever gives tokens to a machine that builds holds it to this. */
    public static Map<String, List<TokenScope>> scopes(BuildRequest request, ContextFacts facts, BuildPlan plan)
            throws PlanException {
        DockerfileReading dockerfile = new DockerfileReading(facts, request.input());
        BuildOptions options = request.input().options();
        PlanScopes scopes = new PlanScopes()
                .push(plan.repositories())
                .push(options.caches().targets())
                .pull(options.pulls())
                .pull(dockerfile.images(plan));
        return (dockerfile.isUnknown() ? scopes.pullUnknown() : scopes).byHost();
    }

    /**
     * Returns when each platform has ended. Interrupting the caller cancels everything on the node before this returns.
     *
     * @param plan with the platforms to build here alone
     * @param sources by the names that the frontend asks for
     */
    public PlatformOutcomes run(BuildPlan plan, Map<String, LocalSource> sources, BuildListener listener)
            throws PlanException, InterruptedException {
        BuildListener inOrder = new OneAtATime(listener);
        CacheOptions cacheOptions = request.input().options().caches();
        Map<String, BlobStore> layouts = facts.stores(sources);
        LocalCaches folders = LocalCaches.of(cacheOptions);
        Map<String, ContentStore> stores = new HashMap<>(layouts);
        stores.putAll(folders.stores());
        SessionServices services = services(plan, sources, line -> inOrder.on(new BuildEvent.Noted(line)))
                .withSecrets(client.secrets())
                .withSsh(client.ssh())
                .withStores(stores);
        List<Platform> whole = whole(request, plan);
        CachePlaces caches = CachePlaces.find(cacheOptions, plan, whole, registries.client(tokens), folders);
        try {
            return new PlatformBuilds(
                            plan,
                            request.policy(),
                            PushTargets.of(plan, cacheOptions, registries),
                            new SolveComposer(request, plan, whole.size(), facts, caches, client.outputs()),
                            services,
                            inOrder)
                    .run();
        } finally {
            close(layouts.values());
            close(List.of(folders));
        }
    }

    private static void close(Collection<? extends Closeable> stores) {
        for (Closeable store : stores) {
            try {
                store.close();
            } catch (IOException e) {
                // What was read is read: nothing is lost with it.
                continue;
            }
        }
    }

    /**
     * Lets the node's frontend look for faults in the Dockerfile; builds nothing.
     *
     * @param listener hears what the node does for it
     * @see <a href="https://docs.docker.com/build/checks/">build checks</a>
     */
    public LintReport check(PlannedPlatform place, Map<String, LocalSource> sources, ProgressListener listener)
            throws BuildException, InterruptedException {
        try {
            BuildPlan plan = BuildPlan.of(place);
            Map<String, BlobStore> layouts = facts.stores(sources);
            SessionServices services = services(plan, sources, refused -> {}).withStores(new HashMap<>(layouts));
            try (NodeSession node = NodeSession.open(place.driver(), place.node(), services)) {
                Map<String, String> attributes = FrontendAttributes.of(request, facts, place.platform());
                attributes.keySet().removeIf(name -> name.startsWith("attest:"));
                attributes.put("requestid", "frontend.lint");
                attributes.put("frontend.caps", "moby.buildkit.frontend.subrequests");
                SolveSpec spec = SolveSpec.of(attributes)
                        .withSourcePolicy(request.input().sourcePolicy());
                return LintReport.of(node.ask(spec, listener), dockerfile());
            } finally {
                close(layouts.values());
            }
        } catch (PlanException | DriverException | BuildkitException e) {
            throw new BuildException(e.getMessage(), e);
        }
    }

    private String dockerfile() {
        String written = request.input().dockerfile();
        if (!written.isEmpty()) {
            return RemoteUrl.withoutPassword(written);
        }
        String context = request.input().context();
        return context.indexOf("://") >= 0 ? "Dockerfile" : context.replaceFirst("/+$", "") + "/Dockerfile";
    }

    private SessionServices services(BuildPlan plan, Map<String, LocalSource> sources, Consumer<String> refused)
            throws PlanException {
        Map<String, List<TokenScope>> scopes = scopes(request, facts, plan);
        CredentialGuard guard = new CredentialGuard(registries.credentials(), tokens, new ScopeGuard(scopes, refused));
        return new SessionServices(facts.files(sources), guard, facts.sharedKey(request.scope()));
    }

    /** All platforms of the run, of which a machine may have few: what is written must fit those of the others. */
    static List<Platform> whole(BuildRequest request, BuildPlan plan) throws PlanException {
        try {
            List<Platform> wanted = PlatformList.parse(request.platforms()).platforms();
            return wanted.isEmpty()
                    ? plan.platforms().stream().map(PlannedPlatform::platform).toList()
                    : wanted.stream()
                            .filter(platform -> !plan.unplaced().containsKey(platform.formatAll()))
                            .toList();
        } catch (InvalidPlatformException e) {
            throw new PlanException(e.getMessage(), e);
        }
    }
}
