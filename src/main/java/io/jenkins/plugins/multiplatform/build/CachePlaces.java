package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.CacheSpec;
import io.jenkins.plugins.multiplatform.buildkit.SolveResult;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.options.CacheEntry;
import io.jenkins.plugins.multiplatform.options.CacheOptions;
import io.jenkins.plugins.multiplatform.options.PlatformCaches;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The caches that daemons are told to use. Those that are not there are left out: a daemon would print an error for each,
 * and most of the places where results are looked for are empty at first.
 */
final class CachePlaces {
    private final PlatformCaches caches;
    private final LocalCaches folders;
    private final ExportedCaches exported;
    private final Map<String, Boolean> absent = new HashMap<>();

    private CachePlaces(PlatformCaches caches, LocalCaches folders, ExportedCaches exported) {
        this.exported = exported;
        this.caches = caches;
        this.folders = folders;
    }

    /**
     * Asks the registries once for all places.
     *
     * @param plan with the platforms to build here alone
     * @param whole the platforms of the whole run, which have places of their own
     * @param folders of the same options
     */
    static CachePlaces find(
            CacheOptions options, BuildPlan plan, List<Platform> whole, RegistryClient registry, LocalCaches folders)
            throws InterruptedException {
        List<Platform> platforms =
                plan.platforms().stream().map(PlannedPlatform::platform).toList();
        PlatformCaches caches = new PlatformCaches(options, whole);
        CachePlaces places = new CachePlaces(caches, folders, new ExportedCaches(registry));
        for (Platform platform : platforms) {
            for (CacheEntry entry : caches.imports(platform)) {
                String reference = entry.attributes().get("ref");
                if (reference != null && !places.absent.containsKey(reference)) {
                    places.absent.put(reference, isAbsent(reference, registry));
                }
            }
        }
        return places;
    }

    private static boolean isAbsent(String reference, RegistryClient registry) throws InterruptedException {
        try {
            return registry.headManifest(Reference.parseNormalized(reference).withDefaultTag())
                    .isEmpty();
        } catch (RegistryException | InvalidReferenceException e) {
            // The daemon may have another way there, and says why if it has none.
            return false;
        }
    }

    List<CacheSpec> imports(Platform platform) {
        return caches.imports(platform).stream()
                .filter(entry -> !absent.getOrDefault(entry.attributes().get("ref"), false))
                .flatMap(entry -> entry.isLocal() ? folders.source(entry).stream() : Stream.of(spec(entry)))
                .toList();
    }

    /** Folders last: of what several exporters answer, the last one counts, and only these need the answer. */
    List<CacheSpec> exports(Platform platform) {
        return caches.exports(platform).stream()
                .sorted(Comparator.comparing(CacheEntry::isLocal))
                .map(entry -> entry.isLocal() ? LocalCaches.destination(entry) : spec(entry))
                .toList();
    }

    /**
     * Makes a platform's caches in folders ones that can be found.
     *
     * @param result of its solve
     * @param listener hears what may fail
     * @throws BuildException if it must not fail, and does
     */
    void keep(Platform platform, SolveResult result, BuildListener listener) throws BuildException {
        for (CacheEntry entry : caches.exports(platform)) {
            if (entry.isLocal() && result.cacheManifest().isPresent()) {
                try {
                    folders.tag(entry, result.cacheManifest().get());
                } catch (IOException e) {
                    String text = "the cache of " + platform.formatAll() + " in "
                            + entry.attributes().get("dest") + " can't be found by other builds: " + e.getMessage();
                    if (entry.attributes().getOrDefault("ignore-error", "").equals("false")) {
                        throw new BuildException(text, e);
                    }
                    listener.on(new BuildEvent.Noted(text));
                }
            }
        }
    }

    /**
     * Whether a daemon left results out of a platform's caches.
     *
     * @param result of its solve
     */
    boolean lack(Platform platform, SolveResult result) throws InterruptedException {
        for (CacheEntry entry : caches.exports(platform)) {
            boolean whole = entry.isLocal()
                    ? result.cacheManifest().isEmpty()
                            || folders.isWhole(entry, result.cacheManifest().get())
                    : exported.isWhole(entry);
            if (!whole) {
                return true;
            }
        }
        return false;
    }

    /** Whether an image in a registry lacks the cache that it was to carry. */
    boolean lackIn(Reference repository, ContentDescriptor image) throws InterruptedException {
        return !exported.carriesCache(repository, image);
    }

    private static CacheSpec spec(CacheEntry entry) {
        return new CacheSpec(entry.type(), entry.attributes());
    }
}
