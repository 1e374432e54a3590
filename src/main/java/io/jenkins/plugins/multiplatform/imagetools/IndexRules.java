package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How sources become an index.
 *
 * @param platforms those that are kept; all if it is empty
 * @param preferIndex whether a single manifest is wrapped in an index instead of copied as it is
 * @param order of the entries, where that is not the order of the sources; those that it lacks come last
 */
record IndexRules(
        List<IndexAnnotation> annotations,
        List<Platform> platforms,
        boolean preferIndex,
        IndexKind kind,
        List<Digest> order) {
    IndexRules {
        annotations = List.copyOf(annotations);
        platforms = List.copyOf(platforms);
        order = List.copyOf(order);
    }

    /** In the order of the sources. */
    IndexRules(List<IndexAnnotation> annotations, List<Platform> platforms, boolean preferIndex, IndexKind kind) {
        this(annotations, platforms, preferIndex, kind, List.of());
    }

    IndexRules withOrder(List<Digest> other) {
        return new IndexRules(annotations, platforms, preferIndex, kind, other);
    }

    /** All of the sources, in an index. */
    static IndexRules standard(Map<String, String> indexAnnotations) {
        return new IndexRules(
                indexAnnotations.entrySet().stream()
                        .map(entry -> new IndexAnnotation(false, null, entry.getKey(), entry.getValue()))
                        .toList(),
                List.of(),
                true,
                IndexKind.AUTO);
    }

    Map<String, String> indexAnnotations() {
        return annotations.stream()
                .filter(annotation -> !annotation.onEntries())
                .collect(Collectors.toMap(IndexAnnotation::key, IndexAnnotation::value, (first, last) -> last));
    }
}
