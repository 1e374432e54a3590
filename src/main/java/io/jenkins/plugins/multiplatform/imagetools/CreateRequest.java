package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.LayoutReference;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What {@code imagetools create} is asked, unchecked.
 *
 * @param sources references, digests, descriptors as JSON, or {@code oci-layout://PATH[:TAG][@DIGEST]}; those of files
 *     first
 * @param tags what will name the result, in one or more registries, or {@code oci-layout://PATH[:TAG]}
 * @param annotations {@code [type[platform][,type...]:]key=value}
 * @param platforms those that are kept, with commas or one by one; all if it is empty
 * @param append whether what the first tag names now is the first source; its images give way to new ones of the same
 *     platform
 * @param preferIndex whether a single manifest is wrapped in an index instead of copied as it is
 * @param kind whose media type the index gets
 * @param dryRun whether nothing is written
 * @param allowPlatformLoss whether a tag may lose platforms that it has now
 */
public record CreateRequest(
        List<String> sources,
        List<String> tags,
        List<String> annotations,
        List<String> platforms,
        boolean append,
        boolean preferIndex,
        IndexKind kind,
        boolean dryRun,
        boolean allowPlatformLoss)
        implements Serializable {
    public CreateRequest {
        sources = List.copyOf(sources);
        tags = List.copyOf(tags);
        annotations = List.copyOf(annotations);
        platforms = List.copyOf(platforms);
    }

    /** Tags an index of all that the sources have. */
    public static CreateRequest of(List<String> sources, List<String> tags) {
        return new CreateRequest(sources, tags, List.of(), List.of(), false, true, IndexKind.AUTO, false, false);
    }

    /** @throws ImageToolsException if something of it can't be read, which no registry need be asked to know */
    public void check() throws ImageToolsException {
        CreateInput.parse(this);
    }

    /**
     * The registries for which a user with one password means it, as references name hosts: those of the tags, or of the
     * sources where there are no tags. Another registry must not be told it.
     *
     * @throws ImageToolsException as {@link #check()}
     */
    public List<String> hosts() throws ImageToolsException {
        CreateInput input = CreateInput.parse(this);
        List<Reference> meant = input.tags().isEmpty()
                ? input.sources().stream()
                        .filter(source -> source.layout() == null)
                        .map(ImageSource::reference)
                        .toList()
                : input.tags();
        return meant.stream().map(Reference::domain).distinct().toList();
    }

    /**
     * With other places for sources and targets in folders.
     *
     * @param places of their paths as they are written
     * @throws ImageToolsException as {@link #check()}
     */
    public CreateRequest withLayouts(UnaryOperator<String> places) throws ImageToolsException {
        List<String> placed = new ArrayList<>();
        for (String source : sources) {
            placed.add(ImageSources.place(source, places));
        }
        List<String> placedTags = new ArrayList<>();
        for (String tag : tags) {
            placedTags.add(tag.startsWith(LayoutReference.PREFIX) ? ImageSources.place(tag, places) : tag);
        }
        return new CreateRequest(
                placed, placedTags, annotations, platforms, append, preferIndex, kind, dryRun, allowPlatformLoss);
    }

    public CreateRequest withAnnotations(List<String> newAnnotations) {
        return new CreateRequest(
                sources, tags, newAnnotations, platforms, append, preferIndex, kind, dryRun, allowPlatformLoss);
    }

    public CreateRequest withPlatforms(List<String> newPlatforms) {
        return new CreateRequest(
                sources, tags, annotations, newPlatforms, append, preferIndex, kind, dryRun, allowPlatformLoss);
    }

    public CreateRequest withAppend(boolean newAppend) {
        return new CreateRequest(
                sources, tags, annotations, platforms, newAppend, preferIndex, kind, dryRun, allowPlatformLoss);
    }

    public CreateRequest withPreferIndex(boolean newPreferIndex) {
        return new CreateRequest(
                sources, tags, annotations, platforms, append, newPreferIndex, kind, dryRun, allowPlatformLoss);
    }

    public CreateRequest withKind(IndexKind newKind) {
        return new CreateRequest(
                sources, tags, annotations, platforms, append, preferIndex, newKind, dryRun, allowPlatformLoss);
    }

    public CreateRequest withDryRun(boolean newDryRun) {
        return new CreateRequest(
                sources, tags, annotations, platforms, append, preferIndex, kind, newDryRun, allowPlatformLoss);
    }

    public CreateRequest withPlatformLoss(boolean allowed) {
        return new CreateRequest(sources, tags, annotations, platforms, append, preferIndex, kind, dryRun, allowed);
    }
}
