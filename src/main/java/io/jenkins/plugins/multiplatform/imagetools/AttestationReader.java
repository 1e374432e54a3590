package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.GoJson;
import io.jenkins.plugins.multiplatform.image.ImageManifest;
import io.jenkins.plugins.multiplatform.image.JsonDocument;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.imagetools.template.GoStruct;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Reads what BuildKit attests of an image: in-toto statements, of which the predicate is shown.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/docs/attestations/attestation-storage.md">storage</a>
 */
final class AttestationReader {
    private static final int MOST_BYTES = 32 << 20;
    private static final String PREDICATE_TYPE = "in-toto.io/predicate-type";
    private static final String SPDX = "https://spdx.dev/Document";
    private static final String SLSA = "https://slsa.dev/provenance/";
    private static final Pattern ENVELOPE = Pattern.compile("application/vnd\\.in-toto\\..*\\+dsse");

    private final ImageReader image;

    AttestationReader(ImageReader image) {
        this.image = image;
    }

    static GoStruct noSbom() {
        return documents(List.of());
    }

    static GoStruct noProvenance() {
        return statement(GoJson.NULL);
    }

    private static GoStruct documents(List<Object> documents) {
        return GoStruct.named("imagetools.sbomStub")
                .optional("SPDX", "SPDX", documents.isEmpty() ? GoJson.NULL : documents.get(0))
                .optional(
                        "AdditionalSPDXs",
                        "AdditionalSPDXs",
                        documents.isEmpty() ? List.of() : documents.subList(1, documents.size()))
                .build();
    }

    private static GoStruct statement(Object predicate) {
        return GoStruct.named("imagetools.provenanceStub")
                .optional("SLSA", "SLSA", predicate)
                .build();
    }

    Optional<GoStruct> sbom(Iterable<ContentDescriptor> attestations)
            throws RegistryException, ImageToolsException, InterruptedException {
        List<Object> documents = new ArrayList<>();
        for (ContentDescriptor attestation : attestations) {
            documents.addAll(predicates(attestation, SPDX::equals));
        }
        return documents.isEmpty() ? Optional.empty() : Optional.of(documents(documents));
    }

    Optional<GoStruct> provenance(Iterable<ContentDescriptor> attestations)
            throws RegistryException, ImageToolsException, InterruptedException {
        Optional<Object> last = Optional.empty();
        for (ContentDescriptor attestation : attestations) {
            List<Object> found = predicates(attestation, type -> type.startsWith(SLSA));
            last = found.isEmpty() ? last : Optional.of(found.get(0));
        }
        return last.map(AttestationReader::statement);
    }

    private List<Object> predicates(ContentDescriptor attestation, Predicate<String> type)
            throws RegistryException, ImageToolsException, InterruptedException {
        RawManifest manifest = image.manifest(attestation);
        List<Object> predicates = new ArrayList<>();
        try {
            for (ContentDescriptor layer :
                    ImageManifest.parse(manifest.content()).layers()) {
                boolean envelope = ENVELOPE.matcher(layer.mediaType()).find();
                boolean statement = envelope || layer.mediaType().equals(MediaTypes.IN_TOTO);
                if (statement && type.test(layer.annotations().getOrDefault(PREDICATE_TYPE, ""))) {
                    byte[] content = image.blob(layer, MOST_BYTES);
                    predicates.add(field(envelope ? payload(content) : content, "predicate"));
                }
            }
        } catch (MalformedImageException | IllegalArgumentException e) {
            throw new ImageToolsException(attestation.digest() + ": " + e.getMessage(), e);
        }
        return predicates;
    }

    private static byte[] payload(byte[] envelope) throws MalformedImageException {
        return field(envelope, "payload") instanceof String text
                ? Base64.getDecoder().decode(text)
                : new byte[0];
    }

    private static Object field(byte[] document, String name) throws MalformedImageException {
        Object value =
                JsonDocument.parse("attestation", document) instanceof Map<?, ?> map ? map.get(name) : GoJson.NULL;
        return value == null ? GoJson.NULL : value;
    }
}
