package io.jenkins.plugins.multiplatform.plan;

import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * All that is decided before the first node is used.
 *
 * @param platforms in the order asked, each once
 * @param optional those, by their normalised names, without which the result is published all the same
 * @param unplaced optional platforms that no node can build, by their normalised names, with the reason
 * @param tags in the order asked, each with a tag, or repositories alone where the image is pushed by digest; empty when
 *     nothing is published
 * @param notes what the user should know: merged platforms, emulation, doubtful lines of the Dockerfile
 */
public record BuildPlan(
        List<PlannedPlatform> platforms,
        Set<String> optional,
        Map<String, String> unplaced,
        List<Reference> tags,
        List<String> notes)
        implements Serializable {
    public BuildPlan {
        platforms = List.copyOf(platforms);
        optional = new TreeSet<>(optional);
        unplaced = new TreeMap<>(unplaced);
        tags = List.copyOf(tags);
        notes = List.copyOf(notes);
    }

    /** Of one place, with nothing to publish. */
    public static BuildPlan of(PlannedPlatform place) {
        return new BuildPlan(List.of(place), Set.of(), Map.of(), List.of(), List.of());
    }

    /** Where the images go: the tags' repositories, each once. */
    public List<Reference> repositories() {
        return tags.stream().map(Reference::nameOnly).distinct().toList();
    }

    /** Whether the result may be published without it. */
    public boolean isOptional(Platform platform) {
        return optional.contains(platform.formatAll());
    }

    /** The same run with some of its platforms: what one node is given, or what is left to build. */
    public BuildPlan only(Predicate<PlannedPlatform> wanted) {
        return with(platforms.stream().filter(wanted).toList());
    }

    /** The same run with other places. */
    public BuildPlan with(List<PlannedPlatform> places) {
        return new BuildPlan(places, optional, unplaced, tags, notes);
    }
}
