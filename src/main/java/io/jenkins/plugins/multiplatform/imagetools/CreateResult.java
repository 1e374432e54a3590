package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.GoJson;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@code imagetools create} made.
 *
 * @param manifest the index, or the single manifest where no index was wanted
 * @param tags all of them name it now; empty after a dry run
 * @param manifests the entries in the index's order, attestations included; a single manifest is its own only entry
 * @param notes what the user may not expect
 */
public record CreateResult(
        RawManifest manifest, List<Reference> tags, List<ContentDescriptor> manifests, List<String> notes)
        implements Serializable {
    public CreateResult {
        tags = List.copyOf(tags);
        manifests = List.copyOf(manifests);
        notes = List.copyOf(notes);
    }

    public Digest digest() {
        return manifest.digest();
    }

    public String mediaType() {
        return manifest.mediaType();
    }

    /** The entries that are images: without attestations. */
    public List<ContentDescriptor> images() {
        return manifests.stream()
                .filter(entry -> !IndexEntries.isAttestation(entry))
                .toList();
    }

    /** The content of buildx's {@code --metadata-file}. */
    public byte[] metadata() {
        boolean single = manifests.size() == 1 && manifests.get(0).digest().equals(digest());
        ContentDescriptor descriptor = single ? manifests.get(0) : manifest.descriptor();
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("containerimage.descriptor", descriptor.fields());
        metadata.put(
                "image.name",
                tags.stream().map(Reference::name).sorted().distinct().collect(Collectors.joining(",")));
        return GoJson.marshalIndent(metadata);
    }

    /** What {@code --dry-run} shows, without its newline. */
    public String text() {
        return new String(manifest.content(), StandardCharsets.UTF_8);
    }
}
