package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds attestations that name an image as their subject and are in no index: as in buildx since 0.36, one for each image
 * without any becomes an entry.
 *
 * @see <a href="https://github.com/docker/buildx/blob/master/util/imagetools/create.go">buildx</a>
 */
final class LooseAttestations {
    private static final Platform UNKNOWN = Platform.of("unknown", "unknown");

    private final SourceReader reader;

    LooseAttestations(SourceReader reader) {
        this.reader = reader;
    }

    /** @param children of the index that is made */
    List<AssembledIndex.Child> of(List<AssembledIndex.Child> children) throws RegistryException, InterruptedException {
        Set<String> listed = children.stream()
                .map(child -> child.descriptor().digest().toString())
                .collect(Collectors.toSet());
        Set<String> attested = children.stream()
                .flatMap(child -> child.descriptor().attestedDigest().stream())
                .collect(Collectors.toSet());
        List<AssembledIndex.Child> found = new ArrayList<>();
        for (AssembledIndex.Child child : children) {
            ContentDescriptor image = child.descriptor();
            boolean isImage = MediaTypes.isManifest(image.mediaType()) && !IndexEntries.isAttestation(image);
            if (isImage && !attested.contains(image.digest().toString())) {
                first(child, listed).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<AssembledIndex.Child> first(AssembledIndex.Child image, Set<String> listed)
            throws RegistryException, InterruptedException {
        return reader.referrers(image.source()).stream()
                .filter(referrer -> referrer.artifactType().equals(MediaTypes.ATTESTATION_ARTIFACT))
                .filter(referrer -> !listed.contains(referrer.digest().toString()))
                .findFirst()
                .map(referrer -> new AssembledIndex.Child(
                        entry(referrer, image), image.source().nameOnly().withDigest(referrer.digest())));
    }

    private static ContentDescriptor entry(ContentDescriptor referrer, AssembledIndex.Child image) {
        Map<String, String> annotations = new HashMap<>(referrer.annotations());
        annotations.put(ContentDescriptor.REFERENCE_TYPE, ContentDescriptor.ATTESTATION);
        annotations.put(
                ContentDescriptor.REFERENCE_DIGEST, image.descriptor().digest().toString());
        return new ContentDescriptor(
                referrer.mediaType(),
                referrer.digest(),
                referrer.size(),
                referrer.urls(),
                annotations,
                referrer.data(),
                UNKNOWN,
                "");
    }
}
