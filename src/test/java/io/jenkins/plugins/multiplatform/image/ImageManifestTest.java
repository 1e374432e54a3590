package io.jenkins.plugins.multiplatform.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageManifestTest {
    private static final Digest DIGEST = Digest.of(new byte[0]);

    @Test
    void readsBackWhatItWrites() throws Exception {
        ContentDescriptor config = ContentDescriptor.of(MediaTypes.OCI_CONFIG, DIGEST, 7);
        ContentDescriptor layer = ContentDescriptor.of("application/vnd.oci.image.layer.v1.tar+gzip", DIGEST, 8)
                .withAnnotations(Map.of("k", "v"));

        ImageManifest written =
                ImageManifest.of(MediaTypes.OCI_MANIFEST, config, List.of(layer, layer), Map.of("a", "b"));
        ImageManifest read = ImageManifest.parse(written.content());

        assertThat(read.config()).isEqualTo(config);
        assertThat(read.layers()).containsExactly(layer, layer);
        assertThat(read.annotations()).containsExactly(Map.entry("a", "b"));
        assertThat(read.mediaType()).isEqualTo(MediaTypes.OCI_MANIFEST);
        assertThat(read.artifactType()).isEmpty();
        assertThat(read.subject()).isEmpty();
        assertThat(read.descriptor())
                .isEqualTo(ContentDescriptor.of(
                        MediaTypes.OCI_MANIFEST, Digest.of(written.content()), written.content().length));
    }

    @Test
    void writesFieldsInTheOrderOfGo() {
        ContentDescriptor config = ContentDescriptor.of(MediaTypes.OCI_EMPTY, DIGEST, 2);

        assertThat(new String(
                        ImageManifest.of(MediaTypes.OCI_MANIFEST, config, List.of(), Map.of("b", "2", "a", "1"))
                                .content(),
                        StandardCharsets.UTF_8))
                .isEqualTo("""
                    {
                      "schemaVersion": 2,
                      "mediaType": "application/vnd.oci.image.manifest.v1+json",
                      "config": {
                        "mediaType": "application/vnd.oci.empty.v1+json",
                        "digest": "%s",
                        "size": 2
                      },
                      "layers": [],
                      "annotations": {
                        "a": "1",
                        "b": "2"
                      }
                    }\
                    """.formatted(DIGEST));
    }

    @Test
    void readsArtifactsWithASubject() throws Exception {
        ImageManifest manifest = ImageManifest.parse(
                bytes("{\"artifactType\":\"" + MediaTypes.ATTESTATION_ARTIFACT + "\",\"config\":{\"digest\":\"" + DIGEST
                        + "\"},\"layers\":[],\"subject\":{\"digest\":\"" + DIGEST + "\",\"size\":5}}"));

        assertThat(manifest.artifactType()).isEqualTo(MediaTypes.ATTESTATION_ARTIFACT);
        assertThat(manifest.subject()).contains(ContentDescriptor.of("", DIGEST, 5));
    }

    @Test
    void refusesWhatIsNoManifest() {
        refuses("{\"layers\":[]}", "image manifest is malformed: it has no config");
        refuses("{\"config\":null}", "image manifest is malformed: it has no config");
        refuses(
                "{\"manifests\":[],\"config\":{\"digest\":\"" + DIGEST + "\"}}",
                "image manifest is malformed: it has manifests, which only an index has");
        refuses(
                "{\"schemaVersion\":1,\"fsLayers\":[]}",
                "image manifest has Docker's schema version 1 of before 2015: push the image again");
    }

    private static void refuses(String document, String message) {
        assertThatThrownBy(() -> ImageManifest.parse(bytes(document)))
                .isInstanceOf(MalformedImageException.class)
                .hasMessage(message);
    }

    @Test
    void readsThePlatformOfAConfiguration() throws Exception {
        ImageConfig config = ImageConfig.parse(bytes("{\"created\":\"2026\",\"architecture\":\"amd64\",\"os\":"
                + "\"windows\",\"os.version\":\"10.0.20348.1\",\"os.features\":[\"win32k\"],\"variant\":\"v2\","
                + "\"config\":{\"Env\":[\"A=b\"]},\"rootfs\":{\"diff_ids\":[]}}"));

        assertThat(config.platform())
                .isEqualTo(new Platform("windows", "amd64", "v2", "10.0.20348.1", List.of("win32k")));
        assertThat(ImageConfig.parse(bytes("{}")).platform()).isEqualTo(Platform.of("", ""));
        assertThat(ImageConfig.parse(bytes("{}")).onBuild()).isEmpty();
        assertThat(ImageConfig.parse(bytes("{\"config\":{\"OnBuild\":null}}")).onBuild())
                .isEmpty();
        assertThat(ImageConfig.parse(bytes("{\"OnBuild\":[\"no\"],\"config\":{\"Env\":[],\"OnBuild\":[\"RUN a\",\"RUN"
                                + " b\"]},\"os\":\"x\"}"))
                        .onBuild())
                .containsExactly("RUN a", "RUN b");
        ImageConfig odd = ImageConfig.parse(bytes("{\"config\":{\"OnBuild\":{}}}"));
        assertThatThrownBy(odd::onBuild).isInstanceOf(MalformedImageException.class);
        assertThat(new String(config.content(), StandardCharsets.UTF_8)).startsWith("{\"created\"");
    }

    @Test
    void refusesAMalformedConfiguration() {
        assertThatThrownBy(() -> ImageConfig.parse(bytes("{\"os\":[]}")))
                .isInstanceOf(MalformedImageException.class)
                .hasMessage("image configuration is malformed: expected a string at $.os, found BEGIN_ARRAY");
        assertThatThrownBy(() -> ImageConfig.parse(new byte[8 * 1024 * 1024 + 1]))
                .hasMessage("image configuration of 8388609 bytes is larger than 8388608 bytes");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
