package io.jenkins.plugins.multiplatform.imagetools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NeedsTestBed
@Timeout(120)
class ImageInspectorTest {
    private SampleImages images;
    private ImageInspector inspector;
    private Buildx buildx;

    @BeforeEach
    void open(TestBed bed) throws Exception {
        images = new SampleImages(bed);
        inspector = new ImageInspector(images.client);
        buildx = new Buildx(bed);
    }

    private void assertSameAsBuildx(Reference reference) throws Exception {
        assertThat(InspectText.of(inspector.inspect(reference)))
                .isEqualTo(buildx.imagetools("inspect", reference.toString()));
    }

    @Test
    @DisplayName("S81: the text of an index is buildx's, byte for byte")
    void printsAnIndexAsBuildx() throws Exception {
        Reference tag = images.tag("alpine", images.index(images.alpine));
        assertSameAsBuildx(tag);
        assertSameAsBuildx(tag.withDigest(images.index(images.alpine).digest()));
    }

    @Test
    @DisplayName("S84: the text of a plain image is three lines, its platform comes from the configuration")
    void printsAPlainImageAsBuildx() throws Exception {
        assertSameAsBuildx(images.child(1));
        InspectedImage image = inspector.inspect(images.child(1));
        assertThat(InspectText.of(image).lines()).hasSize(3);
        assertThat(image.platform()).contains(Platform.of("linux", "arm64"));
        assertThat(image.platforms()).containsExactly(Platform.of("linux", "arm64"));
        assertThat(image.manifests()).isEmpty();
    }

    @Test
    @DisplayName("S81: versions, features and one annotation come out as buildx prints them")
    void printsEveryDetailAsBuildx() throws Exception {
        ContentDescriptor windows = images.alpine
                .get(0)
                .withPlatform(new Platform("windows", "amd64", "", "10.0.17763.1", List.of("win32k", "b")))
                .withAnnotations(Map.of("org.example.long-name", "välue <&>\tx\u000by"));
        ContentDescriptor linux = images.alpine.get(1).withAnnotations(Map.of("a", "two\nlines"));
        ContentDescriptor nameless = ContentDescriptor.of(
                images.alpine.get(2).mediaType(),
                images.alpine.get(2).digest(),
                images.alpine.get(2).size());
        assertSameAsBuildx(images.tag("odd", images.index(List.of(windows, linux, nameless))));
        assertSameAsBuildx(images.tag("odder", images.index(List.of(nameless, windows.withAnnotations(Map.of())))));
        assertSameAsBuildx(images.tag("none", images.index(List.of())));
    }

    @Test
    @DisplayName("S81: attestations are listed as unknown/unknown and are no platforms; annotations are sorted")
    void printsAttestations() throws Exception {
        ContentDescriptor amd64 = images.alpine.get(0);
        RawManifest index = images.index(List.of(amd64, images.attestationOf(amd64)));
        Reference tag = images.tag("attested", index);
        InspectedImage image = inspector.inspect(tag);

        assertThat(InspectText.of(image).lines().sorted())
                .containsExactlyElementsOf(buildx.imagetools("inspect", tag.toString())
                        .lines()
                        .sorted()
                        .toList());
        assertThat(InspectText.of(image))
                .endsWith("  Platform:    unknown/unknown\n  Annotations: \n    vnd.docker.reference.digest: "
                        + amd64.digest() + "\n    vnd.docker.reference.type:   attestation-manifest\n");
        assertThat(image.manifests())
                .extracting(ContentDescriptor::isAttestation)
                .containsExactly(false, true);
        assertThat(image.platforms()).containsExactly(Platform.of("linux", "amd64"));
        assertThat(image.raw()).isEqualTo(index.content());
        assertThat(image.size()).isEqualTo(index.size());
    }

    @Test
    @DisplayName("S85: a missing image is told with buildx's words")
    void tellsAMissingImage() {
        assertThatThrownBy(() -> inspector.inspect(images.repository + ":nope"))
                .isInstanceOf(ImageToolsException.class)
                .hasMessage(images.repository + ":nope: not found");
        assertThatThrownBy(() -> inspector.inspect(images.repository.toString()))
                .hasMessage(images.repository + ":latest: not found");
        assertThatThrownBy(() -> inspector.inspect("No Reference"))
                .isInstanceOf(ImageToolsException.class)
                .hasMessageStartingWith("No Reference: invalid reference format");
    }
}
