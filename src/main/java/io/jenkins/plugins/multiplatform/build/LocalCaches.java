package io.jenkins.plugins.multiplatform.build;

import com.google.gson.JsonParseException;
import io.jenkins.plugins.multiplatform.buildkit.CacheSpec;
import io.jenkins.plugins.multiplatform.buildkit.session.BlobStore;
import io.jenkins.plugins.multiplatform.buildkit.session.ContentStore;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.LayoutFiles;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.options.CacheEntry;
import io.jenkins.plugins.multiplatform.options.CacheOptions;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Caches in folders of this machine. A daemon reads and writes their blobs and knows nothing of their indexes, in which
 * each platform's cache has a tag of its own.
 *
 * @see <a href="https://github.com/moby/buildkit#local-directory-1">caches in folders</a>
 */
final class LocalCaches implements Closeable {
    private static final String SOURCE = "src";
    private static final String DESTINATION = "dest";
    private static final String TAG = "tag";
    private static final String DIGEST = "digest";
    private static final int MAX_BYTES = 8 << 20;

    private final Map<String, BlobStore> sources = new HashMap<>();
    private final Map<String, LayoutBlobs> destinations = new HashMap<>();

    private LocalCaches() {}

    /** Folders that are not there yet are no sources. */
    static LocalCaches of(CacheOptions options) {
        LocalCaches caches = new LocalCaches();
        for (CacheEntry entry : options.from()) {
            if (entry.isLocal() && Files.isDirectory(folder(entry, SOURCE))) {
                caches.addSource(folder(entry, SOURCE));
            }
        }
        for (CacheEntry entry : options.to()) {
            if (entry.isLocal()) {
                Path folder = folder(entry, DESTINATION);
                caches.destinations.put(id(DESTINATION, folder), new LayoutBlobs(folder));
            }
        }
        return caches;
    }

    private void addSource(Path folder) {
        try {
            sources.put(id(SOURCE, folder), new BlobStore(LayoutSource.of(folder)));
        } catch (IOException e) {
            // It went just now, or can't be read: the build does without.
            return;
        }
    }

    private static Path folder(CacheEntry entry, String attribute) {
        return Path.of(entry.attributes().get(attribute)).toAbsolutePath().normalize();
    }

    /** Differs where a folder is read from where it is written. */
    private static String id(String attribute, Path folder) {
        return Digest.of((attribute + '\0' + folder).getBytes(StandardCharsets.UTF_8))
                .hex();
    }

    /** By the names that the daemon asks for. */
    Map<String, ContentStore> stores() {
        Map<String, ContentStore> stores = new HashMap<>();
        sources.forEach((id, store) -> stores.put("local:" + id, store));
        destinations.forEach((id, store) -> stores.put("local:" + id, store));
        return stores;
    }

    /** What the daemon is told of a place to look in; empty if there is nothing. */
    Optional<CacheSpec> source(CacheEntry entry) {
        Path folder = folder(entry, SOURCE);
        String id = id(SOURCE, folder);
        Map<String, String> attributes = new HashMap<>(entry.attributes());
        attributes.put(SOURCE, id);
        if (!attributes.containsKey(DIGEST)) {
            digest(folder, attributes.getOrDefault(TAG, "latest")).ifPresent(found -> attributes.put(DIGEST, found));
        }
        boolean there = sources.containsKey(id) && attributes.containsKey(DIGEST);
        return there ? Optional.of(new CacheSpec(entry.type(), attributes)) : Optional.empty();
    }

    private static Optional<String> digest(Path folder, String tag) {
        try {
            return LayoutIndex.read(folder)
                    .find(tag)
                    .map(image -> image.digest().toString());
        } catch (IOException e) {
            // An index that can't be read has no cache that could be.
            return Optional.empty();
        }
    }

    /** What the daemon is told of a place to write to. */
    static CacheSpec destination(CacheEntry entry) {
        Map<String, String> attributes = new HashMap<>(entry.attributes());
        attributes.put(DESTINATION, id(DESTINATION, folder(entry, DESTINATION)));
        return new CacheSpec(entry.type(), attributes);
    }

    /**
     * Gives a cache that was written its tag.
     *
     * @param manifest the cache's descriptor as JSON
     */
    void tag(CacheEntry entry, String manifest) throws IOException {
        Path folder = folder(entry, DESTINATION);
        LayoutBlobs blobs = destinations.get(id(DESTINATION, folder));
        try {
            ContentDescriptor written = ContentDescriptor.parse(manifest.getBytes(StandardCharsets.UTF_8));
            // One that another exporter wrote elsewhere is none of this folder.
            if (blobs.has(written.digest().toString())) {
                LayoutIndex.add(
                        folder,
                        written.withAnnotations(Map.of(
                                LayoutFiles.REFERENCE_NAME, entry.attributes().getOrDefault(TAG, "latest"))));
            }
        } catch (MalformedImageException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Whether a cache that was just written has all that was to be kept; what can't be read counts as if it had. */
    boolean isWhole(CacheEntry entry, String manifest) {
        Path folder = folder(entry, DESTINATION);
        try {
            ContentDescriptor written = ContentDescriptor.parse(manifest.getBytes(StandardCharsets.UTF_8));
            Optional<ContentDescriptor> config =
                    ExportedCaches.config(RawManifest.of(written.mediaType(), read(folder, written)));
            return config.isEmpty()
                    || CacheRecords.ofConfig(new String(read(folder, config.get()), StandardCharsets.UTF_8))
                            .areWhole();
        } catch (IOException | MalformedImageException | JsonParseException | IllegalStateException e) {
            return true;
        }
    }

    private static byte[] read(Path folder, ContentDescriptor blob) throws IOException {
        Path file = LayoutFiles.blob(folder, blob.digest());
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_BYTES) {
            throw new IOException("not a file of a cache: " + file);
        }
        return Files.readAllBytes(file);
    }

    @Override
    public void close() throws IOException {
        for (BlobStore store : List.copyOf(sources.values())) {
            store.close();
        }
    }
}
