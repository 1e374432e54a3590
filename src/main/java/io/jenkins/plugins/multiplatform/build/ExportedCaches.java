package io.jenkins.plugins.multiplatform.build;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.ImageManifest;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.options.CacheEntry;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Reads what daemons exported as caches. BuildKit 0.32 loses results of a step that an earlier solve of the same session
 * has matched, and says so only where nothing is left: the rest has to be looked at. What can't be read counts as whole.
 */
final class ExportedCaches {
    private static final String CACHE_CONFIG = "application/vnd.buildkit.cacheconfig.v0";
    private static final String INLINE = "moby.buildkit.cache.v0";

    private final RegistryClient registry;

    ExportedCaches(RegistryClient registry) {
        this.registry = registry;
    }

    /** Whether a cache in a registry has all that was to be kept; others are not looked at. */
    boolean isWhole(CacheEntry entry) throws InterruptedException {
        String written = entry.attributes().get("ref");
        if (!entry.isRegistry() || written == null) {
            return true;
        }
        try {
            Reference reference = Reference.parseNormalized(written).withDefaultTag();
            Optional<RawManifest> manifest = registry.getManifest(reference);
            if (manifest.isEmpty()) {
                return true;
            }
            Optional<ContentDescriptor> config = config(manifest.get());
            return config.isEmpty()
                    || CacheRecords.ofConfig(text(reference, config.get())).areWhole();
        } catch (RegistryException
                | InvalidReferenceException
                | MalformedImageException
                | JsonParseException
                | IllegalStateException e) {
            return true;
        }
    }

    /** What has the records; empty if it is no cache of BuildKit's. */
    static Optional<ContentDescriptor> config(RawManifest manifest) throws MalformedImageException {
        List<ContentDescriptor> candidates = manifest.descriptor().isIndex()
                ? ImageIndex.parse(manifest.content()).manifests()
                : List.of(ImageManifest.parse(manifest.content()).config());
        return candidates.stream()
                .filter(candidate -> candidate.mediaType().equals(CACHE_CONFIG))
                .findFirst();
    }

    /**
     * Whether an image carries the cache of its steps.
     *
     * @param repository that has it
     */
    boolean carriesCache(Reference repository, ContentDescriptor image) throws InterruptedException {
        try {
            Optional<ImageManifest> manifest = manifest(repository, image);
            if (manifest.isEmpty()) {
                return true;
            }
            JsonElement records = JsonParser.parseString(
                            text(repository, manifest.get().config()))
                    .getAsJsonObject()
                    .get(INLINE);
            return records != null
                    && CacheRecords.ofImage(new String(
                                    Base64.getDecoder().decode(records.getAsString()), StandardCharsets.UTF_8))
                            .areWhole();
        } catch (RegistryException
                | MalformedImageException
                | JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | UnsupportedOperationException e) {
            return true;
        }
    }

    private Optional<ImageManifest> manifest(Reference repository, ContentDescriptor image)
            throws RegistryException, MalformedImageException, InterruptedException {
        ContentDescriptor wanted = image;
        if (image.isIndex()) {
            Optional<RawManifest> index = registry.getManifest(repository.withDigest(image.digest()));
            Optional<ContentDescriptor> only = index.isEmpty()
                    ? Optional.empty()
                    : ImageIndex.parse(index.get().content()).manifests().stream()
                            .filter(entry -> !entry.isAttestation())
                            .findFirst();
            if (only.isEmpty()) {
                return Optional.empty();
            }
            wanted = only.get();
        }
        Optional<RawManifest> manifest = registry.getManifest(repository.withDigest(wanted.digest()));
        return manifest.isEmpty()
                ? Optional.empty()
                : Optional.of(ImageManifest.parse(manifest.get().content()));
    }

    private String text(Reference repository, ContentDescriptor blob) throws RegistryException, InterruptedException {
        return new String(registry.getBlob(repository, blob), StandardCharsets.UTF_8);
    }
}
