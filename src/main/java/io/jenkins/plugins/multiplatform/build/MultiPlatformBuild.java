package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.imagetools.TagMover;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import java.io.IOException;
import java.util.List;

/**
 * One run from a single machine: every platform is built on its node and pushed by digest; when all are there and were
 * checked, one index is put, and then each tag. A failure at any point leaves every tag as it was.
 */
public final class MultiPlatformBuild {
    private final BuilderInstance builder;
    private final RegistryAccess registries;
    private final ClientServices client;
    private final BuildListener listener;
    private final Workspace workspace;
    private final NoteCollector notes = new NoteCollector();

    public MultiPlatformBuild(BuilderInstance builder, RegistryAccess registries, BuildListener listener) {
        this(builder, registries, ClientServices.none(), listener);
    }

    public MultiPlatformBuild(
            BuilderInstance builder, RegistryAccess registries, ClientServices client, BuildListener listener) {
        this(builder, registries, client, listener, Workspace.NONE);
    }

    /** @param workspace whose links lead nowhere else */
    public MultiPlatformBuild(
            BuilderInstance builder,
            RegistryAccess registries,
            ClientServices client,
            BuildListener listener,
            Workspace workspace) {
        this.workspace = workspace;
        this.builder = builder;
        this.registries = registries;
        this.client = client;
        this.listener = new OneAtATime(event -> {
            notes.on(event);
            listener.on(event);
        });
    }

    /** A run from its beginning. */
    public BuildResult run(BuildRequest request) throws BuildException, InterruptedException {
        return run(request, List.of());
    }

    /** As {@link #run(BuildRequest, Checkpoints)}, with images of an earlier attempt at the same request. */
    public BuildResult run(BuildRequest request, List<PlatformImage> finished)
            throws BuildException, InterruptedException {
        return run(request, Checkpoints.of(finished));
    }

    /**
     * Runs to the end. Interrupting the caller cancels everything on the nodes before this returns.
     *
     * @param checkpoints with images that are not built again if the registries still have them
     * @throws BuildException with a text for users: what failed, and what is finished all the same
     */
    public BuildResult run(BuildRequest request, Checkpoints checkpoints) throws BuildException, InterruptedException {
        RegistryClient registry = registries.client();
        try {
            ContextFacts facts = ContextFacts.read(request.input(), registries.settings(), workspace);
            BuildPlan plan = plan(request, facts, registry);
            Publication publication = new Publication(registry, plan, request);
            listener.on(new BuildEvent.Planned(plan));
            List<PlatformImage> finished = PlatformOutcomes.planned(checkpoints.begin(request, facts), plan);
            // An image in a registry is no help where its files are wanted here.
            PlatformOutcomes before = stillThere(publication, request.received().isEmpty() ? finished : List.of());
            PlatformOutcomes outcomes = new NodeBuild(request, facts, registries, publication.tokens(), client)
                    .run(plan.only(platform -> !has(before, platform)), facts.sources(), saving(checkpoints));
            PlatformOutcomes all = before.and(outcomes).inOrderOf(plan);
            all.requireAll(plan);
            finishOutputs(all);
            return publication.publish(all, listener).withNotes(notes.notes());
        } catch (PlanException e) {
            throw new BuildException(e.getMessage(), e);
        }
    }

    /** The nodes and the registries are asked at the same time. */
    private BuildPlan plan(BuildRequest request, ContextFacts facts, RegistryClient registry)
            throws PlanException, BuildException, InterruptedException {
        try (PushChecks checks = new PushChecks(registry)) {
            BuildPlan plan = new Preflight(
                            new BuilderPlacement(builder, request),
                            tags -> checks.begin(TagMover.repositories(tags)),
                            new OnBuildReader(registries, host -> true))
                    .plan(request, facts);
            checks.await();
            return plan;
        }
    }

    private PlatformOutcomes stillThere(Publication publication, List<PlatformImage> finished)
            throws BuildException, InterruptedException {
        List<PlatformImage> there = publication.stillThere(finished, listener);
        there.forEach(image -> listener.on(new BuildEvent.PlatformKept(image)));
        return new PlatformOutcomes(there, List.of());
    }

    /** A platform is saved before anybody is told that it is finished. */
    private BuildListener saving(Checkpoints checkpoints) {
        return event -> {
            if (event instanceof BuildEvent.PlatformFinished finished) {
                try {
                    checkpoints.save(finished.image());
                } catch (IOException e) {
                    listener.on(
                            new BuildEvent.Noted("a finished platform can't be saved, and another attempt would build"
                                    + " it again: " + e.getMessage()));
                }
            }
            listener.on(event);
        };
    }

    private void finishOutputs(PlatformOutcomes outcomes) throws BuildException, InterruptedException {
        try {
            client.outputs().finish(outcomes.platforms());
        } catch (IOException e) {
            throw new BuildException(e.getMessage(), outcomes.images(), e);
        }
    }

    private static boolean has(PlatformOutcomes outcomes, PlannedPlatform wanted) {
        return outcomes.images().stream().anyMatch(image -> isAmong(List.of(wanted), image));
    }

    private static boolean isAmong(List<PlannedPlatform> places, PlatformImage image) {
        return places.stream()
                .anyMatch(place -> place.platform().equals(image.plan().platform()));
    }
}
