package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.auth.TokenSource;
import io.jenkins.plugins.multiplatform.image.ImageManifest;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.imagetools.ImageToolsException;
import io.jenkins.plugins.multiplatform.options.BuildOptions;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.util.ArrayList;
import java.util.List;

/** A run's dealings with its registries: may we push, what is there already, and at the end the index and the tags. */
public final class Publication {
    private final RegistryClient registry;
    private final BuildPlan plan;
    private final BuildRequest request;

    public Publication(RegistryAccess registries, BuildPlan plan, BuildRequest request) {
        this(registries.client(), plan, request);
    }

    /** @param registry which was asked things before, and remembers what it learnt */
    Publication(RegistryClient registry, BuildPlan plan, BuildRequest request) {
        this.registry = registry;
        this.plan = plan;
        this.request = request;
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

    /**
     * Those of an earlier attempt's images that every repository still has, and that are what was asked for: they need not
     * be built again.
     *
     * @param finished of platforms of the plan
     * @param listener hears why others are built again
     */
    public List<PlatformImage> stillThere(List<PlatformImage> finished, BuildListener listener)
            throws BuildException, InterruptedException {
        List<PlatformImage> there = new ArrayList<>();
        try {
            for (PlatformImage image : finished) {
                if (image.published().isEmpty()) {
                    continue;
                }
                String reason = isEverywhere(image)
                        ? new PushedImages(registry)
                                .fault(image, plan.repositories().get(0))
                                .orElse("")
                        : image.digest() + " is not in every registry any more";
                if (reason.isEmpty()) {
                    there.add(image);
                } else {
                    listener.on(new BuildEvent.Noted(image.plan().platform().formatAll() + " was finished before, but "
                            + reason + ": it is built again"));
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
        List<PlatformImage> images = outcomes.images().stream()
                .map(image -> image.withProvenance(namespace().hide(image.provenance())))
                .toList();
        if (plan.tags().isEmpty()) {
            return new BuildResult(
                    images.size() == 1 ? images.get(0).descriptor() : null, List.of(), images, missing(outcomes));
        }
        try {
            BuildOptions options = request.input().options();
            ResultManifest.Result result = new IndexPublisher(registry, new OneAtATime(listener), namespace())
                    .publish(images, plan.tags(), new ImageAnnotations(options, images.size()).indexAnnotations());
            List<Reference> moved =
                    plan.tags().stream().filter(tag -> tag.tag().isPresent()).toList();
            return new BuildResult(result.manifest().descriptor(), moved, result.images(), missing(outcomes))
                    .withConfigDigest(configDigest(result.manifest()));
        } catch (ImageToolsException | RegistryException e) {
            throw new BuildException(
                    e.getMessage() + IndexRefusal.cure(request.input().options().attestations(), e), images, e);
        }
    }

    /** With other provenance than {@code mode=max} the daemons push it nowhere. */
    private PrivateNamespace namespace() {
        boolean recorded = request.input().options().attestations().publishesBuildArguments();
        return new PrivateNamespace(registry, request.cacheNamespace(), recorded);
    }

    private static String configDigest(RawManifest published) {
        try {
            return published.descriptor().isIndex()
                    ? ""
                    : ImageManifest.parse(published.content()).config().digest().toString();
        } catch (MalformedImageException e) {
            // It was read before, as an image of its platform.
            throw new IllegalStateException(e);
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
