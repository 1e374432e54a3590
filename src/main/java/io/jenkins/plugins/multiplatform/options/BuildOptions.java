package io.jenkins.plugins.multiplatform.options;

import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All that most builds leave at its default.
 *
 * @param load puts the image into the engine that built it
 * @param policyDisabled whether a policy beside the Dockerfile may be passed over, which buildx would evaluate
 * @param asksProvenance whether the nodes are asked how they built, for those who want the result as a file
 */
public record BuildOptions(
        StepOptions steps,
        NamedContexts contexts,
        List<Annotation> annotations,
        Attestations attestations,
        CacheOptions caches,
        boolean load,
        boolean policyDisabled,
        boolean asksProvenance)
        implements Serializable {
    public static final BuildOptions STANDARD = new BuildOptions(
            StepOptions.STANDARD,
            NamedContexts.NONE,
            List.of(),
            Attestations.STANDARD,
            CacheOptions.NONE,
            false,
            false,
            false);

    public BuildOptions {
        annotations = List.copyOf(annotations);
    }

    public BuildOptions withSteps(StepOptions other) {
        return new BuildOptions(
                other, contexts, annotations, attestations, caches, load, policyDisabled, asksProvenance);
    }

    public BuildOptions withContexts(NamedContexts other) {
        return new BuildOptions(steps, other, annotations, attestations, caches, load, policyDisabled, asksProvenance);
    }

    public BuildOptions withAnnotations(List<Annotation> other) {
        return new BuildOptions(steps, contexts, other, attestations, caches, load, policyDisabled, asksProvenance);
    }

    public BuildOptions withAttestations(Attestations other) {
        return new BuildOptions(steps, contexts, annotations, other, caches, load, policyDisabled, asksProvenance);
    }

    public BuildOptions withCaches(CacheOptions other) {
        return new BuildOptions(
                steps, contexts, annotations, attestations, other, load, policyDisabled, asksProvenance);
    }

    public BuildOptions withLoad(boolean other) {
        return new BuildOptions(
                steps, contexts, annotations, attestations, caches, other, policyDisabled, asksProvenance);
    }

    public BuildOptions withPolicyDisabled(boolean other) {
        return new BuildOptions(steps, contexts, annotations, attestations, caches, load, other, asksProvenance);
    }

    public BuildOptions withAsksProvenance(boolean other) {
        return new BuildOptions(steps, contexts, annotations, attestations, caches, load, policyDisabled, other);
    }

    /** What a daemon may need to pull on account of these options. */
    public Set<Reference> pulls() {
        Set<Reference> images = new LinkedHashSet<>(contexts.images());
        images.addAll(caches.sources());
        attestations.scanner().ifPresent(image -> add(image, images));
        return images;
    }

    private static void add(String image, Set<Reference> images) {
        try {
            images.add(Reference.parseNormalized(image));
        } catch (InvalidReferenceException e) {
            // The daemon refuses it in its own words.
            return;
        }
    }
}
