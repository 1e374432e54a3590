package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.ImageManifest;
import io.jenkins.plugins.multiplatform.image.JsonDocument;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.imagetools.template.GoMap;
import io.jenkins.plugins.multiplatform.imagetools.template.GoStruct;
import io.jenkins.plugins.multiplatform.imagetools.template.GoValues;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An image for each of its platforms, with what is attested of it. One platform alone is shown without its name, as
 * in buildx, and so are none.
 */
final class ImageVariants {
    private static final int LARGEST_CONFIG = 8 << 20;

    private final ImageReader reader;
    private final Reference repository;
    private final Map<String, ContentDescriptor> images = new TreeMap<>();
    private final List<ContentDescriptor> entries;

    private ImageVariants(ImageReader reader, InspectedImage image) {
        this.reader = reader;
        this.repository = image.reference().nameOnly();
        this.entries = image.manifests();
    }

    static ImageVariants of(ImageReader reader, InspectedImage image)
            throws RegistryException, ImageToolsException, InterruptedException {
        ImageVariants variants = new ImageVariants(reader, image);
        for (ContentDescriptor entry : image.manifests()) {
            if (!IndexEntries.isAttestation(entry) && !entry.isIndex()) {
                variants.images.put(variants.platform(entry), entry);
            }
        }
        if (!image.isIndex() && image.platform().isPresent()) {
            ContentDescriptor self = ContentDescriptor.of(image.mediaType(), image.digest(), image.size());
            variants.images.put(image.platform().get().format(), self);
        }
        return variants;
    }

    boolean isSeveral() {
        return images.size() > 1;
    }

    private String platform(ContentDescriptor entry)
            throws RegistryException, ImageToolsException, InterruptedException {
        Optional<Platform> platform = entry.declaredPlatform();
        if (platform.isEmpty()) {
            platform = new ImagePlatform(reader).read(repository, manifest(entry));
        }
        return platform.map(known -> known.normalize().format()).orElse("");
    }

    private RawManifest manifest(ContentDescriptor entry)
            throws RegistryException, ImageToolsException, InterruptedException {
        return reader.manifest(entry);
    }

    Object configurations() throws RegistryException, ImageToolsException, InterruptedException {
        return each(entry -> Optional.of(configuration(entry)), GoValues.NIL);
    }

    private GoStruct configuration(ContentDescriptor entry)
            throws RegistryException, ImageToolsException, InterruptedException {
        RawManifest manifest = manifest(entry);
        try {
            ContentDescriptor config = ImageManifest.parse(manifest.content()).config();
            return ConfigView.of(JsonDocument.parse("image configuration", reader.blob(config, LARGEST_CONFIG)));
        } catch (MalformedImageException e) {
            throw new ImageToolsException(repository.withDigest(entry.digest()) + ": " + e.getMessage(), e);
        }
    }

    Object sboms() throws RegistryException, ImageToolsException, InterruptedException {
        AttestationReader attestations = new AttestationReader(reader);
        return each(entry -> attestations.sbom(attestationsOf(entry)), AttestationReader.noSbom());
    }

    Object provenances() throws RegistryException, ImageToolsException, InterruptedException {
        AttestationReader attestations = new AttestationReader(reader);
        return each(entry -> attestations.provenance(attestationsOf(entry)), AttestationReader.noProvenance());
    }

    private List<ContentDescriptor> attestationsOf(ContentDescriptor image) {
        return entries.stream()
                .filter(entry -> entry.attestedDigest()
                        .filter(image.digest().toString()::equals)
                        .isPresent())
                .toList();
    }

    /** What is asked of each image. */
    private interface Question {
        Optional<GoStruct> ask(ContentDescriptor image)
                throws RegistryException, ImageToolsException, InterruptedException;
    }

    private Object each(Question question, Object nothing)
            throws RegistryException, ImageToolsException, InterruptedException {
        Map<String, Object> answers = new TreeMap<>();
        for (Map.Entry<String, ContentDescriptor> image : images.entrySet()) {
            question.ask(image.getValue()).ifPresent(answer -> answers.put(image.getKey(), answer));
        }
        if (isSeveral()) {
            return new GoMap(answers, nothing);
        }
        return answers.values().stream().findFirst().orElse(nothing);
    }
}
