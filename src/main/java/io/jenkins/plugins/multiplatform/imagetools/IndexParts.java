package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
        Map<Digest, AssembledIndex.Child> successors = successors();
        if (successors.isEmpty()) {
            return;
        }
        Set<String> gone = successors.keySet().stream().map(Digest::toString).collect(Collectors.toSet());
        List<AssembledIndex.Child> old = children();
        byDigest.clear();
        for (AssembledIndex.Child child : old) {
            ContentDescriptor entry = child.descriptor();
            AssembledIndex.Child successor = successors.get(entry.digest());
            if (successor != null) {
                byDigest.putIfAbsent(successor.descriptor().digest(), successor);
                notes.add(entry.declaredPlatform().get().formatAll() + ": " + child.source() + " is replaced by "
                        + successor.source());
            } else if (entry.attestedDigest().filter(gone::contains).isEmpty()) {
                byDigest.putIfAbsent(entry.digest(), child);
            }
        }
    }

    /** What takes the place of which old image. */
    private Map<Digest, AssembledIndex.Child> successors() {
        Map<Platform, AssembledIndex.Child> successorOf = new HashMap<>();
        for (AssembledIndex.Child child : byDigest.values()) {
            if (!givingWay.contains(child.descriptor().digest())) {
                place(child).ifPresent(place -> successorOf.putIfAbsent(place, child));
            }
        }
        Map<Digest, AssembledIndex.Child> successors = new HashMap<>();
        for (Digest digest : givingWay) {
            place(byDigest.get(digest)).map(successorOf::get).ifPresent(successor -> successors.put(digest, successor));
        }
        return successors;
    }

    private static Optional<Platform> place(AssembledIndex.Child child) {
        return child.descriptor()
                .declaredPlatform()
                .filter(platform -> !IndexEntries.isAttestation(child.descriptor()))
                .map(IndexEntries::place);
    }

    /** Puts the entries in this order; those that it lacks come last. */
    void putInOrder(List<Digest> order) {
        List<AssembledIndex.Child> sorted = new ArrayList<>(children());
        sorted.sort(Comparator.comparingInt(child -> {
            int place = order.indexOf(child.descriptor().digest());
            return place < 0 ? order.size() : place;
        }));
        byDigest.clear();
        sorted.forEach(child -> byDigest.put(child.descriptor().digest(), child));
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
