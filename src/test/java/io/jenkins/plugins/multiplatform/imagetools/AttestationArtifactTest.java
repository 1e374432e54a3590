package io.jenkins.plugins.multiplatform.imagetools;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** BuildKit 0.32 writes attestations as OCI artifacts: a type, the image as subject, and an empty configuration. */
@NeedsTestBed
@Timeout(120)
@DisplayName("attestations that are OCI artifacts")
class AttestationArtifactTest {
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

    private SampleImages images;
    private Buildx buildx;
    private Reference source;
    private final List<ContentDescriptor> attestations = new ArrayList<>();

    @BeforeEach
    void prepare(TestBed bed) throws Exception {
        images = new SampleImages(bed);
        buildx = new Buildx(bed);
        List<ContentDescriptor> entries = new ArrayList<>(images.alpine.subList(0, 2));
        for (ContentDescriptor image : images.alpine.subList(0, 2)) {
            attestations.add(attestation(image));
        }
        entries.addAll(attestations);
        source = images.tag("attested", images.index(entries));
    }

    private ContentDescriptor attestation(ContentDescriptor image) throws Exception {
        byte[] statement = ("{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicateType\":"
                        + "\"https://slsa.dev/provenance/v1\",\"predicate\":{\"of\":\"" + image.digest() + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
        Digest layer = Digest.of(statement);
        images.client.putBlob(
                images.repository, ContentDescriptor.of(MediaTypes.IN_TOTO, layer, statement.length), statement);
        Digest config = Digest.of(EMPTY);
        images.client.putBlob(
                images.repository,
                ContentDescriptor.of("application/vnd.oci.empty.v1+json", config, EMPTY.length),
                EMPTY);
        String manifest =
                """
                {
                  "schemaVersion": 2,
                  "mediaType": "application/vnd.oci.image.manifest.v1+json",
                  "artifactType": "application/vnd.docker.attestation.manifest.v1+json",
                  "config": {
                    "mediaType": "application/vnd.oci.empty.v1+json",
                    "digest": "%s",
                    "size": 2,
                    "data": "e30="
                  },
                  "layers": [
                    {
                      "mediaType": "application/vnd.in-toto+json",
                      "digest": "%s",
                      "size": %d,
                      "annotations": {"in-toto.io/predicate-type": "https://slsa.dev/provenance/v1"}
                    }
                  ],
                  "subject": {"mediaType": "%s", "digest": "%s", "size": %d}
                }\
                """.formatted(config, layer, statement.length, image.mediaType(), image.digest(), image.size());
        RawManifest raw = RawManifest.of(MediaTypes.OCI_MANIFEST, manifest.getBytes(StandardCharsets.UTF_8));
        images.client.putManifest(images.repository, raw);
        return raw.descriptor()
                .withPlatform(Platform.of("unknown", "unknown"))
                .withAnnotations(Map.of(
                        "vnd.docker.reference.type",
                        "attestation-manifest",
                        "vnd.docker.reference.digest",
                        image.digest().toString()));
    }

    @Test
    void areListedAndCountAsNoPlatform() throws Exception {
        InspectedImage image = new ImageInspector(images.client).inspect(source);
        assertThat(image.platforms())
                .extracting(Platform::format)
                .containsExactly(
                        images.alpine.get(0).platform().format(),
                        images.alpine.get(1).platform().format());
        assertThat(image.manifests())
                .filteredOn(ContentDescriptor::isAttestation)
                .hasSize(2);
        String text = buildx.imagetools("inspect", source.toString());
        attestations.forEach(
                attestation -> assertThat(text).contains(attestation.digest().toString()));
        // buildx prints annotations in an order of chance
        assertThat(InspectText.of(image).lines().sorted())
                .containsExactlyElementsOf(text.lines().sorted().toList());
    }

    @Test
    void areCopiedToAnotherRepositoryByteForByte() throws Exception {
        Reference target = images.fresh("token").withTag("copy");
        CreateResult result = new ImageCreator(images.client, line -> {})
                .create(CreateRequest.of(List.of(source.toString()), List.of(target.toString())));
        assertThat(result.digest())
                .isEqualTo(images.client.getManifest(source).orElseThrow().digest());
        for (ContentDescriptor attestation : attestations) {
            RawManifest copy = images.client
                    .getManifest(target.nameOnly().withDigest(attestation.digest()))
                    .orElseThrow();
            assertThat(copy.text())
                    .contains(
                            "\"artifactType\": \"application/vnd.docker.attestation.manifest.v1+json\"", "\"subject\"");
        }
    }

    @Test
    void stayWithTheirImagesInANewIndex() throws Exception {
        Reference one = images.tag("one", images.index(List.of(images.alpine.get(0), attestations.get(0))));
        Reference two = images.tag("two", images.index(List.of(images.alpine.get(1), attestations.get(1))));
        RawManifest index = new IndexAssembler(images.client)
                .assemble(List.of(one, two), Map.of())
                .manifest();
        assertThat(ImageIndex.parse(index.content()).manifests())
                .extracting(ContentDescriptor::digest)
                .containsExactly(
                        images.alpine.get(0).digest(),
                        attestations.get(0).digest(),
                        images.alpine.get(1).digest(),
                        attestations.get(1).digest());
        assertThat(index.text() + "\n")
                .isEqualTo(buildx.imagetools("create", "--dry-run", one.toString(), two.toString()));
    }
}
