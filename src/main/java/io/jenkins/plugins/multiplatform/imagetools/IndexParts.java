package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the entries of an index: each digest once, each platform once. */
final class IndexParts {
    private final Map<Digest, AssembledIndex.Child> byDigest = new LinkedHashMap<>();
    private final Map<Platform, Digest> byPlatform = new HashMap<>();

    /** An entry met again adds what it knows more to the first one, which keeps its place. */
    void add(ContentDescriptor entry, Reference source) throws ImageToolsException {
        AssembledIndex.Child known = byDigest.get(entry.digest());
        ContentDescriptor merged = known == null ? entry : merge(known.descriptor(), entry);
        byDigest.put(
                entry.digest(),
                new AssembledIndex.Child(merged, source.nameOnly().withDigest(entry.digest())));
        byPlatform.values().removeIf(entry.digest()::equals);
        Platform platform = merged.platform();
        if (platform != null && !IndexEntries.isAttestation(merged)) {
            claim(platform.normalize(), entry.digest());
        }
    }

    private void claim(Platform platform, Digest digest) throws ImageToolsException {
        Digest holder = byPlatform.putIfAbsent(platform, digest);
        if (holder != null && !holder.equals(digest)) {
            throw new ImageToolsException("two images for the platform " + platform.formatAll() + ": "
                    + byDigest.get(holder).source() + " and "
                    + byDigest.get(digest).source()
                    + "; an index can hold only one");
        }
    }

    private static ContentDescriptor merge(ContentDescriptor known, ContentDescriptor again) {
        Map<String, String> annotations = new HashMap<>(known.annotations());
        annotations.putAll(again.annotations());
        ContentDescriptor merged = known.withAnnotations(annotations);
        return again.platform() == null ? merged : merged.withPlatform(again.platform());
    }

    List<ContentDescriptor> descriptors() {
        return byDigest.values().stream().map(AssembledIndex.Child::descriptor).toList();
    }

    List<AssembledIndex.Child> children() {
        return List.copyOf(byDigest.values());
    }
}
