package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Puts an index everywhere under its digest and only then moves the first tag, so that a registry that fails leaves
 * every tag as it was, or complete.
 */
public final class TagMover {
    private final RegistryClient client;
    private final BiConsumer<Reference, RawManifest> put;
    private final BiConsumer<Reference, RawManifest> moved;

    /**
     * @param put told after the manifest stands in a repository
     * @param moved told after a tag names it
     */
    public TagMover(
            RegistryClient client, BiConsumer<Reference, RawManifest> put, BiConsumer<Reference, RawManifest> moved) {
        this.client = client;
        this.put = put;
        this.moved = moved;
    }

    /** In the order of their first tag. */
    public static List<Reference> repositories(List<Reference> tags) {
        Set<Reference> repositories = new LinkedHashSet<>();
        tags.forEach(tag -> repositories.add(tag.nameOnly()));
        return List.copyOf(repositories);
    }

    /**
     * Must find all that the manifest names in all repositories of the tags.
     *
     * @throws RegistryException if it can't be put into a repository; no tag was moved
     */
    public void put(List<Reference> tags, RawManifest manifest) throws RegistryException, InterruptedException {
        for (Reference repository : repositories(tags)) {
            client.putManifest(repository, manifest);
            put.accept(repository, manifest);
        }
    }

    /** @throws ImageToolsException with the tags that moved before one could not */
    public void move(List<Reference> tags, RawManifest manifest) throws ImageToolsException, InterruptedException {
        List<Reference> done = new ArrayList<>();
        for (Reference tag : tags) {
            try {
                client.putTag(tag, manifest);
            } catch (RegistryException e) {
                throw new ImageToolsException(
                        e.getMessage() + "\n" + manifest.digest() + " is complete in every repository; "
                                + standing(done, tags.subList(done.size(), tags.size()), manifest),
                        e);
            }
            done.add(tag);
            moved.accept(tag, manifest);
        }
    }

    /** What the others name is asked: they may have named it before, or only the answer was lost. */
    private String standing(List<Reference> done, List<Reference> others, RawManifest manifest)
            throws InterruptedException {
        List<Reference> naming = new ArrayList<>(done);
        List<Reference> notMoved = new ArrayList<>();
        List<Reference> unknown = new ArrayList<>();
        for (Reference tag : others) {
            try {
                (client.names(tag, manifest.digest()) ? naming : notMoved).add(tag);
            } catch (RegistryException e) {
                unknown.add(tag);
            }
        }
        return "tags that name it: " + join(naming) + "; tags that were not moved: " + join(notMoved)
                + (unknown.isEmpty() ? "" : "; tags of which the registry does not say it: " + join(unknown));
    }

    private static String join(List<Reference> tags) {
        return tags.isEmpty()
                ? "none"
                : String.join(", ", tags.stream().map(Reference::toString).toList());
    }
}
