package io.jenkins.plugins.multiplatform.options;

import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The caches of one build, for each platform a place of its own: in one place the platform that is written last would
 * leave nothing of the others. The place is the reference that was given, with the platform at the end of its tag.
 */
public final class PlatformCaches {
    private static final String REFERENCE = "ref";
    private static final String TAG = "tag";
    private static final String DIGEST = "digest";
    private static final String IGNORE_ERROR = "ignore-error";

    private final CacheOptions options;
    private final List<Platform> platforms;

    /** @param platforms of the whole build */
    public PlatformCaches(CacheOptions options, List<Platform> platforms) {
        this.options = options;
        this.platforms = List.copyOf(platforms);
    }

    /** Where a platform's results are looked for: first in its own place, then in the given one, then in the others. */
    public List<CacheEntry> imports(Platform platform) {
        Set<CacheEntry> imports = new LinkedHashSet<>();
        for (CacheEntry entry : options.from()) {
            imports.add(withSuffix(entry, platform));
            imports.add(entry);
            platforms.forEach(other -> imports.add(withSuffix(entry, other)));
        }
        return new ArrayList<>(imports);
    }

    /** Where they are kept. That this fails is no reason to lose the build, unless its user says so. */
    public List<CacheEntry> exports(Platform platform) {
        List<CacheEntry> exports = new ArrayList<>();
        for (CacheEntry entry : options.to()) {
            CacheEntry own = withSuffix(entry, platform);
            if (!entry.type().equals(CacheEntry.INLINE)) {
                Map<String, String> attributes = new HashMap<>(own.attributes());
                attributes.putIfAbsent(IGNORE_ERROR, "true");
                own = new CacheEntry(own.type(), attributes);
            }
            exports.add(own);
        }
        return exports;
    }

    /** The same entry where it is no tag that could be another. */
    private static CacheEntry withSuffix(CacheEntry entry, Platform platform) {
        if (entry.isLocal()) {
            return entry.attributes().containsKey(DIGEST) ? entry : withTagSuffix(entry, platform);
        }
        String reference = entry.attributes().get(REFERENCE);
        if (reference == null) {
            return entry;
        }
        try {
            Reference named = Reference.parseNormalized(reference).withDefaultTag();
            if (named.digest().isPresent()) {
                return entry;
            }
            Map<String, String> attributes = new HashMap<>(entry.attributes());
            attributes.put(
                    REFERENCE,
                    named.withTag(named.tag().orElseThrow() + suffix(platform)).toString());
            return new CacheEntry(entry.type(), attributes);
        } catch (InvalidReferenceException e) {
            // CacheOptions refuses such a one.
            throw new IllegalArgumentException(reference, e);
        }
    }

    private static CacheEntry withTagSuffix(CacheEntry entry, Platform platform) {
        Map<String, String> attributes = new HashMap<>(entry.attributes());
        attributes.put(TAG, attributes.getOrDefault(TAG, "latest") + suffix(platform));
        return new CacheEntry(entry.type(), attributes);
    }

    /** {@code -linux-arm64}: a tag may have no slash and no bracket. */
    static String suffix(Platform platform) {
        return "-" + platform.formatAll().replaceAll("[^A-Za-z0-9_.]+", "-");
    }
}
