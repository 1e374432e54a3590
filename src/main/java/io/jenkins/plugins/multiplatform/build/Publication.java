package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.auth.TokenSource;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.options.BuildOptions;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.util.ArrayList;
import java.util.List;

/** A run's dealings with its registries: may we push, what is there already, and at the end the index and the tags. */
public final class Publication {
    private final RegistryClient registry;
    private final BuildPlan plan;
    private final BuildOptions options;

    public Publication(RegistryAccess registries, BuildPlan plan, BuildOptions options) {
        this(registries.client(), plan, options);
    }

    /** @param registry which was asked things before, and remembers what it learnt */
    Publication(RegistryClient registry, BuildPlan plan, BuildOptions options) {
        this.registry = registry;
        this.plan = plan;
        this.options = options;
    }

    /** Finds out before an hour's build that its images would be refused. */
    public void checkPush() throws BuildException, InterruptedException {
        try (PushChecks checks = new PushChecks(registry)) {
            checks.begin(plan.repositories());
            checks.await();
        }
    }

    /** For the nodes that push: tokens of the registries that were asked already. */
    public TokenSource tokens() {
        return registry.tokenSource();
    }

    /** Those of an earlier attempt's images that every repository still has: they need not be built again. */
    public List<PlatformImage> stillThere(List<PlatformImage> finished) throws BuildException, InterruptedException {
        List<PlatformImage> there = new ArrayList<>();
        try {
            for (PlatformImage image : finished) {
                if (image.published().isPresent() && isEverywhere(image)) {
                    there.add(image);
                }
            }
        } catch (RegistryException e) {
            throw new BuildException(e.getMessage(), e);
        }
        return there;
    }

    private boolean isEverywhere(PlatformImage image) throws RegistryException, InterruptedException {
        for (Reference repository : plan.repositories()) {
            if (!registry.hasManifest(repository, image.digest())) {
                return false;
            }
        }
        return !plan.repositories().isEmpty();
    }

    /**
     * Moves the tags, last of all.
     *
     * @param outcomes of every platform; those that are not optional must be there
     */
    public BuildResult publish(PlatformOutcomes outcomes, BuildListener listener)
            throws BuildException, InterruptedException {
        outcomes.requireAll(plan);
        List<PlatformImage> images = outcomes.images();
        if (plan.tags().isEmpty()) {
            return new BuildResult(
                    images.size() == 1 ? images.get(0).descriptor() : null, List.of(), images, missing(outcomes));
        }
        try {
            ResultManifest.Result result = new IndexPublisher(registry, new OneAtATime(listener))
                    .publish(images, plan.tags(), new ImageAnnotations(options, images.size()).indexAnnotations());
            List<Reference> moved =
                    plan.tags().stream().filter(tag -> tag.tag().isPresent()).toList();
            return new BuildResult(result.manifest().descriptor(), moved, result.images(), missing(outcomes));
        } catch (RegistryException e) {
            throw new BuildException(e.getMessage() + IndexRefusal.cure(options.attestations(), e), images, e);
        }
    }

    private List<MissingPlatform> missing(PlatformOutcomes outcomes) {
        List<MissingPlatform> missing = new ArrayList<>();
        plan.unplaced().forEach((platform, reason) -> missing.add(new MissingPlatform(platform, reason)));
        outcomes.failures()
                .forEach(failure -> missing.add(
                        new MissingPlatform(failure.plan().platform().formatAll(), failure.message())));
        return missing;
    }
}
