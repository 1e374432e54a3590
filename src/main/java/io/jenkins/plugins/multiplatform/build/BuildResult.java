package io.jenkins.plugins.multiplatform.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * A finished run.
 *
 * @param descriptor what every tag names now: the index, or the manifest of a single platform; null if nothing was
 *     published
 * @param tags in the order asked
 * @param platforms in the order asked
 * @param missing optional platforms that are not in it
 * @param notes what users should know of how it was built, such as a cache that was not kept; at most {@link #MAX_NOTES}
 * @param configDigest of the one image that was published; empty where that is an index, or nothing
 */
public record BuildResult(
        @CheckForNull ContentDescriptor descriptor,
        List<Reference> tags,
        List<PlatformImage> platforms,
        List<MissingPlatform> missing,
        List<String> notes,
        String configDigest)
        implements Serializable {
    public static final int MAX_NOTES = 100;
    private static final int MAX_NOTE_LENGTH = 2_000;

    public BuildResult {
        tags = List.copyOf(tags);
        platforms = List.copyOf(platforms);
        missing = List.copyOf(missing);
        // They come from machines that build, too.
        notes = notes.stream()
                .limit(MAX_NOTES)
                .map(note -> note.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "?"))
                .map(note -> note.length() > MAX_NOTE_LENGTH ? note.substring(0, MAX_NOTE_LENGTH) + "…" : note)
                .toList();
    }

    /** Of which there is nothing to note. */
    public BuildResult(
            @CheckForNull ContentDescriptor descriptor,
            List<Reference> tags,
            List<PlatformImage> platforms,
            List<MissingPlatform> missing) {
        this(descriptor, tags, platforms, missing, List.of(), "");
    }

    BuildResult withConfigDigest(String other) {
        return new BuildResult(descriptor, tags, platforms, missing, notes, other);
    }

    /** The same with other notes. */
    public BuildResult withNotes(List<String> other) {
        return new BuildResult(descriptor, tags, platforms, missing, other, configDigest);
    }

    /** Empty if nothing was published. */
    public Optional<ContentDescriptor> published() {
        return Optional.ofNullable(descriptor);
    }

    /** Of what every tag names now; empty if nothing was published. */
    public String digest() {
        return published().map(found -> found.digest().toString()).orElse("");
    }
}
