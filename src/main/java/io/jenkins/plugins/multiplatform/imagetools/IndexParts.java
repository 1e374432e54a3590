package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the entries of an index: each digest once. */
final class IndexParts {
    private final Map<Digest, AssembledIndex.Child> byDigest = new LinkedHashMap<>();
    private final Set<Digest> givingWay = new HashSet<>();
    private final List<String> notes = new ArrayList<>();

    /** An entry met again adds what it knows more to the first one, which keeps its place. */
    void add(ContentDescriptor entry, ImageSource source) {
        AssembledIndex.Child known = byDigest.get(entry.digest());
        ContentDescriptor merged = known == null ? entry : merge(known.descriptor(), entry);
        byDigest.put(
                entry.digest(),
                new AssembledIndex.Child(merged, source.reference().nameOnly().withDigest(entry.digest())));
        if (source.givesWay() && known == null) {
            givingWay.add(entry.digest());
        } else if (!source.givesWay()) {
            givingWay.remove(entry.digest());
        }
    }

    private static ContentDescriptor merge(ContentDescriptor known, ContentDescriptor again) {
        Map<String, String> annotations = new HashMap<>(known.annotations());
        annotations.putAll(again.annotations());
        ContentDescriptor merged = known.withAnnotations(annotations);
        merged = known.mediaType().isEmpty() ? merged.withMediaType(again.mediaType()) : merged;
        return again.platform() == null ? merged : merged.withPlatform(again.platform());
    }

    /** Puts new images in the place of old ones for the same platform, whose attestations go with them. */
    void makeRoom() {
        for (AssembledIndex.Child child : children()) {
            Digest digest = child.descriptor().digest();
            if (!givingWay.contains(digest) && isImage(child)) {
                replace(
                        child,
                        occupants(IndexEntries.place(
                                child.descriptor().declaredPlatform().get())));
            }
        }
    }

    private static boolean isImage(AssembledIndex.Child child) {
        return child.descriptor().declaredPlatform().isPresent() && !IndexEntries.isAttestation(child.descriptor());
    }

    private List<Digest> occupants(Platform place) {
        return children().stream()
                .filter(IndexParts::isImage)
                .map(AssembledIndex.Child::descriptor)
                .filter(entry -> givingWay.contains(entry.digest()))
                .filter(entry ->
                        IndexEntries.place(entry.declaredPlatform().get()).equals(place))
                .map(ContentDescriptor::digest)
                .toList();
    }

    private void replace(AssembledIndex.Child child, List<Digest> occupants) {
        if (occupants.isEmpty()) {
            return;
        }
        Map<Digest, AssembledIndex.Child> old = new LinkedHashMap<>(byDigest);
        byDigest.clear();
        old.forEach((digest, entry) -> {
            if (digest.equals(occupants.get(0))) {
                byDigest.put(child.descriptor().digest(), child);
            } else if (!occupants.contains(digest) && !isAbout(entry.descriptor(), occupants)) {
                byDigest.putIfAbsent(digest, entry);
            }
        });
        for (Digest digest : occupants) {
            notes.add(old.get(digest).descriptor().declaredPlatform().get().formatAll() + ": "
                    + old.get(digest).source() + " is replaced by " + child.source());
        }
    }

    private static boolean isAbout(ContentDescriptor entry, List<Digest> subjects) {
        return entry.attestedDigest()
                .filter(text ->
                        subjects.stream().anyMatch(subject -> subject.toString().equals(text)))
                .isPresent();
    }

    /** In their order. */
    List<AssembledIndex.Child> children() {
        return List.copyOf(byDigest.values());
    }

    /** What was replaced. */
    List<String> notes() {
        return notes;
    }
}
