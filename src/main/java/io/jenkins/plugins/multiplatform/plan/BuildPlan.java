package io.jenkins.plugins.multiplatform.plan;

import io.jenkins.plugins.multiplatform.image.Reference;
import java.io.Serializable;
import java.util.List;

/**
 * All that is decided before the first node is used.
 *
 * @param driver of the builder
 * @param platforms in the order asked, each once
 * @param tags in the order asked, each with a tag; empty when nothing is published
 * @param notes what the user should know: merged platforms, emulation, doubtful lines of the Dockerfile
 */
public record BuildPlan(String driver, List<PlannedPlatform> platforms, List<Reference> tags, List<String> notes)
        implements Serializable {
    public BuildPlan {
        platforms = List.copyOf(platforms);
        tags = List.copyOf(tags);
        notes = List.copyOf(notes);
    }

    /** Where the images go: the tags' repositories, each once. */
    public List<Reference> repositories() {
        return tags.stream().map(Reference::nameOnly).distinct().toList();
    }
}
