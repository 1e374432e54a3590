package io.jenkins.plugins.multiplatform.options;

import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a build may take from earlier ones, and what it keeps for later ones.
 *
 * @param skippedStages stages whose steps run anew
 */
public record CacheOptions(List<CacheEntry> from, List<CacheEntry> to, List<String> skippedStages)
        implements Serializable {
    public static final CacheOptions NONE = new CacheOptions(List.of(), List.of(), List.of());

    /** A tag has at most 128 characters, and platforms need their share. */
    private static final int LONGEST_TAG = 80;

    public CacheOptions {
        from = List.copyOf(from);
        to = List.copyOf(to);
        skippedStages = List.copyOf(skippedStages);
    }

    /** Reads the values of {@code --cache-from}, {@code --cache-to} and {@code --no-cache-filter}. */
    public static CacheOptions parse(List<String> from, List<String> to, List<String> skippedStages)
            throws InvalidOptionException {
        return new CacheOptions(entries(from, "importer"), entries(to, "exporter"), skippedStages);
    }

    private static List<CacheEntry> entries(List<String> written, String direction) throws InvalidOptionException {
        Set<CacheEntry> entries = new LinkedHashSet<>();
        for (String text : written) {
            if (!text.isEmpty()) {
                for (CacheEntry entry : CacheEntry.parse(text)) {
                    check(entry, direction);
                    entries.add(entry);
                }
            }
        }
        return new ArrayList<>(entries);
    }

    private static void check(CacheEntry entry, String direction) throws InvalidOptionException {
        if (entry.type().equals(CacheEntry.REGISTRY)) {
            String reference = entry.attributes().getOrDefault("ref", "");
            if (reference.isEmpty()) {
                throw new InvalidOptionException("registry cache " + direction + " requires ref");
            }
            try {
                String tag = Reference.parseNormalized(reference).tag().orElse("");
                if (tag.length() > LONGEST_TAG) {
                    throw new InvalidOptionException("invalid cache ref \"" + reference + "\": the platform is added to"
                            + " its tag, which may have at most " + LONGEST_TAG + " characters for that");
                }
            } catch (InvalidReferenceException e) {
                throw new InvalidOptionException("invalid cache ref \"" + reference + "\": " + e.getMessage(), e);
            }
        } else if (entry.isLocal()) {
            String folder = direction.equals("importer") ? "src" : "dest";
            if (entry.attributes().getOrDefault(folder, "").isEmpty()) {
                throw new InvalidOptionException("local cache " + direction + " requires " + folder);
            }
        } else if (!entry.type().equals(CacheEntry.INLINE) || direction.equals("importer")) {
            throw new InvalidOptionException("unknown cache " + direction + ": \"" + entry.type()
                    + "\"; this version has registry"
                    + (direction.equals("exporter") ? ", local and inline" : " and local")
                    + ": keep the cache in a registry, type=registry,ref=REGISTRY/NAME:TAG");
        }
    }

    /** Whether results are kept elsewhere than in the image itself. */
    public boolean exportsApart() {
        return to.stream().anyMatch(entry -> !entry.type().equals(CacheEntry.INLINE));
    }

    /** Whether one of the places is a folder. */
    public boolean hasLocal() {
        return Stream.concat(from.stream(), to.stream()).anyMatch(CacheEntry::isLocal);
    }

    /** Repositories that caches are read from. */
    public Set<Reference> sources() {
        return repositories(from);
    }

    /** Repositories that caches are written to. */
    public Set<Reference> targets() {
        return repositories(to);
    }

    private static Set<Reference> repositories(List<CacheEntry> entries) {
        Set<Reference> repositories = new LinkedHashSet<>();
        entries.stream()
                .flatMap(entry -> Stream.ofNullable(entry.attributes().get("ref")))
                .forEach(reference -> add(reference, repositories));
        return repositories;
    }

    private static void add(String reference, Set<Reference> repositories) {
        try {
            repositories.add(Reference.parseNormalized(reference).nameOnly());
        } catch (InvalidReferenceException e) {
            // parse() refuses such a one; whoever made it otherwise hears of it from the daemon.
            return;
        }
    }
}
