package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.options.Annotation;
import io.jenkins.plugins.multiplatform.options.AnnotationLevel;
import io.jenkins.plugins.multiplatform.options.BuildOptions;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who writes which annotation: the daemon those of a platform's image and of its entry, we those of the index that we
 * put together. The entry comes to us in the small index that the daemon makes of one platform.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/docs/annotations.md">the exporter's attributes</a>
 */
final class ImageAnnotations {
    private static final Set<AnnotationLevel> NEED_AN_INDEX =
            EnumSet.complementOf(EnumSet.of(AnnotationLevel.MANIFEST));

    private final BuildOptions options;
    private final boolean alone;

    /** @param platforms how many the build has: one alone is not stitched */
    ImageAnnotations(BuildOptions options, int platforms) {
        this.options = options;
        this.alone = platforms == 1;
    }

    /** @throws PlanException if one is for a platform that is not built, or for an index that there is none of */
    static void check(BuildOptions options, List<Platform> platforms) throws PlanException {
        for (Annotation annotation : options.annotations()) {
            if (platforms.stream().noneMatch(annotation::isFor)) {
                throw new PlanException(
                        "invalid annotation: no platform " + annotation.platform() + " found in source");
            }
        }
        if (platforms.size() == 1 && options.attestations().requests().isEmpty()) {
            List<String> lost = new ArrayList<>();
            for (Annotation annotation : options.annotations()) {
                if (NEED_AN_INDEX.contains(annotation.level())) {
                    lost.add(annotation.level() + ":" + annotation.key());
                }
            }
            if (!lost.isEmpty()) {
                throw new PlanException("index annotations not supported for single platform export: "
                        + String.join(", ", lost)
                        + ". Build several platforms, or keep the provenance: either makes an index");
            }
        }
    }

    /** For the exporter of one platform's solve. */
    Map<String, String> exporterAttributes(Platform platform) {
        Map<String, String> attributes = new HashMap<>();
        // What is for this platform alone comes after what is for all, and so wins.
        for (boolean common : new boolean[] {true, false}) {
            for (Annotation annotation : options.annotations()) {
                if (annotation.platform().isEmpty() == common
                        && annotation.isFor(platform)
                        && isTheDaemons(annotation)) {
                    attributes.put("annotation-" + annotation.level() + "." + annotation.key(), annotation.value());
                }
            }
        }
        if (!attributes.isEmpty() || !indexAnnotations().isEmpty()) {
            // Docker's own types have no annotations, and in one index all entries are of one kind.
            attributes.put("oci-mediatypes", "true");
        }
        return attributes;
    }

    /** Whether the daemon has to be told to make an index of one platform: for attestations it does so by itself. */
    boolean needsIndexOf(Platform platform) {
        return options.attestations().requests().isEmpty()
                && options.annotations().stream()
                        .anyMatch(annotation -> annotation.level() == AnnotationLevel.MANIFEST_DESCRIPTOR
                                && annotation.isFor(platform));
    }

    /** For the index that is put together of all platforms; sorted. */
    Map<String, String> indexAnnotations() {
        Map<String, String> annotations = new TreeMap<>();
        for (Annotation annotation : options.annotations()) {
            if (annotation.level() == AnnotationLevel.INDEX) {
                annotations.put(annotation.key(), annotation.value());
            }
        }
        return annotations;
    }

    private boolean isTheDaemons(Annotation annotation) {
        return switch (annotation.level()) {
            case MANIFEST, MANIFEST_DESCRIPTOR -> true;
            case INDEX, INDEX_DESCRIPTOR -> alone;
        };
    }
}
