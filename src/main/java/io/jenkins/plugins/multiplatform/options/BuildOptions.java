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
 */
public record BuildOptions(
        StepOptions steps,
        NamedContexts contexts,
        List<Annotation> annotations,
        Attestations attestations,
        CacheOptions caches,
        boolean load)
        implements Serializable {
    public static final BuildOptions STANDARD = new BuildOptions(
            StepOptions.STANDARD, NamedContexts.NONE, List.of(), Attestations.STANDARD, CacheOptions.NONE, false);

    public BuildOptions {
        annotations = List.copyOf(annotations);
    }

    public BuildOptions withSteps(StepOptions other) {
        return new BuildOptions(other, contexts, annotations, attestations, caches, load);
    }

    public BuildOptions withContexts(NamedContexts other) {
        return new BuildOptions(steps, other, annotations, attestations, caches, load);
    }

    public BuildOptions withAnnotations(List<Annotation> other) {
        return new BuildOptions(steps, contexts, other, attestations, caches, load);
    }

    public BuildOptions withAttestations(Attestations other) {
        return new BuildOptions(steps, contexts, annotations, other, caches, load);
    }

    public BuildOptions withCaches(CacheOptions other) {
        return new BuildOptions(steps, contexts, annotations, attestations, other, load);
    }

    public BuildOptions withLoad(boolean other) {
        return new BuildOptions(steps, contexts, annotations, attestations, caches, other);
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
