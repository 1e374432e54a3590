package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.CacheSpec;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The caches that daemons are told to use. Those that are not there are left out: a daemon would print an error for each,
 * and most of the places where results are looked for are empty at first.
 */
final class CachePlaces {
    private final PlatformCaches caches;
    private final Map<String, Boolean> absent = new HashMap<>();

    private CachePlaces(PlatformCaches caches) {
        this.caches = caches;
    }

    /**
     * Asks the registries once for all places.
     *
     * @param plan with the platforms to build here alone
     * @param whole the platforms of the whole run, which have places of their own
     */
    static CachePlaces find(CacheOptions options, BuildPlan plan, List<Platform> whole, RegistryClient registry)
            throws InterruptedException {
        List<Platform> platforms =
                plan.platforms().stream().map(PlannedPlatform::platform).toList();
        PlatformCaches caches = new PlatformCaches(options, whole);
        CachePlaces places = new CachePlaces(caches);
        for (Platform platform : platforms) {
            for (CacheEntry entry : caches.imports(platform)) {
                String reference = entry.attributes().get("ref");
                if (!places.absent.containsKey(reference)) {
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
                .map(CachePlaces::spec)
                .toList();
    }

    List<CacheSpec> exports(Platform platform) {
        return caches.exports(platform).stream().map(CachePlaces::spec).toList();
    }

    private static CacheSpec spec(CacheEntry entry) {
        return new CacheSpec(entry.type(), entry.attributes());
    }
}
