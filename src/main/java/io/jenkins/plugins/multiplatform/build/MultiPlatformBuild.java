package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One run: every platform is built on its node and pushed by digest; when all are there and were checked, one index is
 * put, and then each tag. A failure at any point leaves every tag as it was.
 */
public final class MultiPlatformBuild {
    private final BuilderInstance builder;
    private final RegistryAccess registries;
    private final BuildListener listener;

    public MultiPlatformBuild(BuilderInstance builder, RegistryAccess registries, BuildListener listener) {
        this.builder = builder;
        this.registries = registries;
        this.listener = new OneAtATime(listener);
    }

    /**
     * Runs to the end. Interrupting the caller cancels everything on the nodes before this returns.
     *
     * @throws BuildException with a text for users: what failed, and what is finished all the same
     */
    public BuildResult run(BuildRequest request) throws BuildException, InterruptedException {
        try {
            BuildContext context = BuildContext.open(request.input());
            BuildPlan plan = new Preflight(builder).plan(request, context);
            RegistryClient registry = registries.client();
            for (Reference repository : plan.repositories()) {
                registry.checkPush(repository);
            }
            listener.on(new BuildEvent.Planned(plan));
            List<PlatformImage> images = build(request, context, plan);
            if (plan.tags().isEmpty()) {
                return new BuildResult(images.size() == 1 ? images.get(0).descriptor() : null, List.of(), images);
            }
            ResultManifest.Result result = new IndexPublisher(registry, listener)
                    .publish(
                            images,
                            plan.tags(),
                            new ImageAnnotations(request.input().options(), images.size()).indexAnnotations());
            return new BuildResult(result.manifest().descriptor(), plan.tags(), result.images());
        } catch (PlanException | RegistryException e) {
            throw new BuildException(e.getMessage(), e);
        }
    }

    private List<PlatformImage> build(BuildRequest request, BuildContext context, BuildPlan plan)
            throws BuildException, PlanException, InterruptedException {
        Set<String> hosts = new HashSet<>(context.registryHosts(plan, request.input()));
        hosts.addAll(request.input().options().registryHosts());
        plan.repositories().forEach(repository -> hosts.add(repository.domain()));
        CredentialSource credentials = new PlanCredentials(registries.credentials(), hosts);
        SessionServices services = new SessionServices(
                context.sources(request.input()), credentials, context.sharedKey(request.input(), request.scope()));
        CachePlaces caches = CachePlaces.find(request.input().options().caches(), plan, registries.client());
        return new PlatformBuilds(
                        plan, new SolveComposer(request, plan, context.attributes(), caches), services, listener)
                .run();
    }

    private static final class OneAtATime implements BuildListener {
        private final BuildListener listener;

        OneAtATime(BuildListener listener) {
            this.listener = listener;
        }

        @Override
        public synchronized void on(BuildEvent event) {
            listener.on(event);
        }
    }
}
