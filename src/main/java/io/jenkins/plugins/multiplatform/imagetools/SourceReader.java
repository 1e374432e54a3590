package io.jenkins.plugins.multiplatform.imagetools;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryErrorException;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import io.jenkins.plugins.multiplatform.registry.RegistryUnauthorizedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Gets sources from their registries and holds them against what the user says of them. */
final class SourceReader {
    private final RegistryClient client;
    private final Map<Reference, InspectedImage> known;

    private final Predicate<Reference> isElsewhere;

    private SourceReader(
            RegistryClient client, Map<Reference, InspectedImage> known, Predicate<Reference> isElsewhere) {
        this.client = client;
        this.known = known;
        this.isElsewhere = isElsewhere;
    }

    /** @param known images that are not read again */
    static SourceReader of(RegistryClient client, List<InspectedImage> known) {
        return of(client, known, image -> false);
    }

    /** @param isElsewhere whether an image is in no registry yet */
    static SourceReader of(RegistryClient client, List<InspectedImage> known, Predicate<Reference> isElsewhere) {
        Map<Reference, InspectedImage> byReference = new HashMap<>();
        known.forEach(image -> byReference.put(image.reference(), image));
        return new SourceReader(client, byReference, isElsewhere);
    }

    RawManifest read(ImageSource source) throws RegistryException, ImageToolsException, InterruptedException {
        InspectedImage image = known.get(source.reference());
        RawManifest manifest = image != null
                ? image.manifest()
                : get(source.reference()).orElseThrow(() -> new ImageToolsException(source + ": not found"));
        if (manifest.mediaType().equals(MediaTypes.DOCKER_SCHEMA_1)) {
            throw new ImageToolsException("schema1 manifests are not allowed in manifest lists");
        }
        if (!MediaTypes.isIndex(manifest.mediaType()) && !MediaTypes.isManifest(manifest.mediaType())) {
            throw new ImageToolsException(
                    source + " is " + manifest.mediaType() + ", which is neither a manifest nor an index of an image");
        }
        requireSame(manifest.descriptor(), source.described());
        return manifest;
    }

    /** What is named by its digest was there once, or just now. */
    private Optional<RawManifest> get(Reference reference) throws RegistryException, InterruptedException {
        return reference.digest().isPresent() ? client.getPushedManifest(reference) : client.getManifest(reference);
    }

    /**
     * What names an image as its subject; nothing for one that is in no registry yet, and from a registry that refuses to
     * say it.
     */
    List<ContentDescriptor> referrers(Reference image) throws RegistryException, InterruptedException {
        if (isElsewhere.test(image)) {
            return List.of();
        }
        try {
            return client.referrers(image);
        } catch (RegistryErrorException | RegistryUnauthorizedException e) {
            return List.of();
        }
    }

    private static void requireSame(ContentDescriptor real, @CheckForNull ContentDescriptor said)
            throws ImageToolsException {
        if (said != null && said.size() != 0 && said.size() != real.size()) {
            throw new ImageToolsException(
                    "invalid size mismatch for " + real.digest() + ", " + said.size() + " != " + real.size());
        }
        if (said != null && !said.mediaType().isEmpty() && !said.mediaType().equals(real.mediaType())) {
            throw new ImageToolsException("invalid media type mismatch for " + real.digest() + ", " + said.mediaType()
                    + " != " + real.mediaType());
        }
    }

    /** A single manifest as an entry; with no platform where its configuration names none. */
    ContentDescriptor entry(ImageSource source, RawManifest manifest)
            throws RegistryException, ImageToolsException, InterruptedException {
        ContentDescriptor entry = describe(manifest.descriptor(), source.described());
        Platform given = entry.platform();
        if (given != null && !given.os().isEmpty() && !given.architecture().isEmpty()) {
            return entry;
        }
        InspectedImage image = known.get(source.reference());
        Optional<Platform> own =
                image != null ? image.platform() : new ImagePlatform(client).read(source.reference(), manifest);
        return own.map(platform -> entry.withPlatform(given == null ? platform : complete(given, platform)))
                .orElse(entry);
    }

    /** What the user says counts. As in buildx, a descriptor without media type is a digest with remarks. */
    private static ContentDescriptor describe(ContentDescriptor real, @CheckForNull ContentDescriptor said) {
        if (said == null) {
            return real;
        }
        ContentDescriptor described = said.mediaType().isEmpty()
                ? real.withAnnotations(said.annotations())
                : new ContentDescriptor(
                        real.mediaType(),
                        real.digest(),
                        real.size(),
                        said.urls(),
                        said.annotations(),
                        said.data(),
                        null,
                        said.artifactType());
        return said.platform() == null ? described : described.withPlatform(said.platform());
    }

    private static Platform complete(Platform given, Platform own) {
        boolean noCpu = given.architecture().isEmpty();
        return new Platform(
                given.os().isEmpty() ? own.os() : given.os(),
                noCpu ? own.architecture() : given.architecture(),
                noCpu && given.variant().isEmpty() ? own.variant() : given.variant(),
                given.osVersion().isEmpty() ? own.osVersion() : given.osVersion(),
                given.osFeatures());
    }
}
