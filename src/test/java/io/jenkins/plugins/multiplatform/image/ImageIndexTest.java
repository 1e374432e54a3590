package io.jenkins.plugins.multiplatform.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files {@code buildx-*.json} are what {@code buildx imagetools create --dry-run} 0.29.1 printed. */
class ImageIndexTest {
    private static final String DIGEST = "sha256:" + "ab".repeat(32);
    private static final String ENTRY = "{\"digest\":\"" + DIGEST + "\",\"size\":1}";

    @ParameterizedTest
    @ValueSource(strings = {"buildx-oci-index.json", "buildx-docker-list.json"})
    void writesWhatBuildxWroteByteForByte(String name) throws Exception {
        byte[] golden = resource(name);
        ImageIndex read = ImageIndex.parse(golden);

        ImageIndex written = ImageIndex.of(read.mediaType(), read.manifests(), read.annotations());

        assertThat(text(written.content())).isEqualTo(text(golden));
        assertThat(written.descriptor().digest()).isEqualTo(Digest.of(golden));
        assertThat(written.descriptor().size()).isEqualTo(golden.length);
        assertThat(read.descriptor()).isEqualTo(written.descriptor());
    }

    /** The same index in one line, with escapes for all beyond ASCII and half of a surrogate pair. */
    @Test
    void readsWhatBuildxReadAndWritesWhatItWrote() throws Exception {
        ImageIndex read = ImageIndex.parse(resource("written-otherwise.json"));

        ImageIndex written = ImageIndex.of(read.mediaType(), read.manifests(), read.annotations());

        assertThat(text(written.content())).isEqualTo(text(resource("buildx-oci-index.json")));
        assertThat(read.content()).isEqualTo(resource("written-otherwise.json"));
    }

    @Test
    void readsEveryFieldOfADescriptor() throws Exception {
        ContentDescriptor first =
                ImageIndex.parse(resource("buildx-oci-index.json")).manifests().get(0);

        assertThat(first.mediaType()).isEqualTo(MediaTypes.OCI_MANIFEST);
        assertThat(first.size()).isEqualTo(416);
        assertThat(first.urls()).hasSize(1);
        assertThat(first.annotations())
                .containsEntry("html", "<a href=\"x\">&amp;</a>")
                .hasSize(8);
        assertThat(first.data()).isEqualTo("aGVsbG8=");
        assertThat(first.artifactType()).isEqualTo("application/x.test");
        assertThat(first.declaredPlatform())
                .contains(new Platform("windows", "amd64", "v2", "10.0.20348.1", List.of("win32k", "a<b")));
    }

    @Test
    void tellsAttestationsFromPlatforms() throws Exception {
        List<ContentDescriptor> manifests =
                ImageIndex.parse(resource("buildx-oci-index.json")).manifests();

        assertThat(manifests).extracting(ContentDescriptor::isAttestation).containsExactly(false, false, false, true);
        assertThat(manifests.get(3).attestedDigest())
                .contains(manifests.get(1).digest().toString());
        assertThat(manifests.get(1).attestedDigest()).isEmpty();
    }

    @Test
    void writesAnEmptyIndexAsGoDoes() {
        assertThat(text(ImageIndex.of(MediaTypes.OCI_INDEX, List.of(), Map.of()).content()))
                .isEqualTo("{\n  \"schemaVersion\": 2,\n  \"mediaType\": \"" + MediaTypes.OCI_INDEX
                        + "\",\n  \"manifests\": []\n}");
    }

    @Test
    void takesNullForAbsentAndPassesUnknownFieldsOver() throws Exception {
        ImageIndex index = ImageIndex.parse(bytes("{\"x\":[1,{\"y\":null}],\"mediaType\":null,\"subject\":null,"
                + "\"annotations\":null,\"manifests\":[{\"platform\":null,\"urls\":null,\"digest\":\"" + DIGEST
                + "\"}]}"));

        assertThat(index.mediaType()).isEmpty();
        assertThat(index.subject()).isEmpty();
        assertThat(index.manifests()).containsExactly(ContentDescriptor.of("", Digest.parse(DIGEST), 0));
        assertThat(index.descriptor().mediaType()).isEqualTo(MediaTypes.OCI_INDEX);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"manifests\":{}} | expected an array at $.manifests, found BEGIN_OBJECT",
                "{\"manifests\":[7]} | expected an object at $.manifests[0], found NUMBER",
                "{\"manifests\":\"x\"} | expected an array at $.manifests, found STRING",
                "{\"mediaType\":7,\"manifests\":[]} | expected a string at $.mediaType, found NUMBER",
                "{\"manifests\":[{\"size\":\"1\"}]} | expected a number at $.manifests[0].size, found STRING",
                "{\"manifests\":[{\"size\":1.0}]} | expected an integer at $.manifests[0].size, found 1.0",
                "{\"manifests\":[{\"size\":1e3}]} | expected an integer at $.manifests[0].size, found 1e3",
                "{\"manifests\":[{\"size\":-1,\"digest\":\"d\"}]} | descriptor of d has the negative size -1",
                "{\"manifests\":[{\"digest\":\"sha256:x\"}]} | descriptor has the digest \"sha256:x\": invalid"
                        + " checksum digest length",
                "{\"manifests\":[null]} | descriptor has the digest \"\": invalid checksum digest format",
                "{\"manifests\":[],\"annotations\":{\"a\":1}} | expected a string at $.annotations.a, found NUMBER",
                "{\"manifests\":[]} x | no valid JSON at $",
                "{\"manifests\":[{\"size\":9223372036854775808}]} | expected an integer at $.manifests[0].size, found"
                        + " 9223372036854775808",
                "[] | expected an object at $, found BEGIN_ARRAY",
                "{} | it has no manifests",
                "null | it has no manifests",
                "{\"manifests\":[],\"layers\":[]} | it has config or layers, which only a manifest has",
            })
    void namesWhatIsMalformed(String document, String problem) {
        assertThatThrownBy(() -> ImageIndex.parse(bytes(document)))
                .isInstanceOf(MalformedImageException.class)
                .hasMessage("image index is malformed: " + problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{'manifests':[]}",
                "{\"manifests\":[],}",
                "{\"manifests\":[}",
                "{\"manifests\":[{\"size\":99999999999999999999}]}",
                "{\"manifests\":[{\"size\":9223372036854775808}]}",
                "{\"manifests\":[{\"data\":\"***\"}]}",
                "{\"x\":NaN,\"manifests\":[]}",
                "<html>",
                "\u0000",
                "{\"manifests\":[]} // comment"
            })
    void raisesNothingElse(String document) {
        assertThatThrownBy(() -> ImageIndex.parse(bytes(document)))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageStartingWith("image index is malformed: ");
    }

    @Test
    void boundsSizeDepthAndEntries() {
        assertThatThrownBy(() -> ImageIndex.parse(new byte[4 * 1024 * 1024 + 1]))
                .hasMessage("image index of 4194305 bytes is larger than 4194304 bytes");
        for (String deep :
                List.of("[".repeat(1_000_000), "{\"x\":".repeat(500_000), "{\"manifests\":" + "[".repeat(99))) {
            assertThatThrownBy(() -> ImageIndex.parse(bytes(deep))).isInstanceOf(MalformedImageException.class);
            assertThatThrownBy(() -> ImageIndex.parse(bytes("{\"x\":" + deep)))
                    .isInstanceOf(MalformedImageException.class);
        }
        String many = "{\"manifests\":[" + (ENTRY + ",").repeat(10_000) + ENTRY + "]}";
        assertThatThrownBy(() -> ImageIndex.parse(bytes(many)))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageContaining("more than 10000 entries at $.manifests");
    }

    @Test
    void bytesCutOffOrChangedGivesAnIndexOrOneException() throws Exception {
        byte[] golden = resource("buildx-oci-index.json");
        for (int i = 0; i < golden.length; i += 3) {
            readable(Arrays.copyOf(golden, i));
            byte[] changed = golden.clone();
            changed[i] ^= (byte) 0x85;
            readable(changed);
        }
    }

    private static void readable(byte[] document) {
        try {
            ImageIndex index = ImageIndex.parse(document);
            ImageIndex.of(index.mediaType(), index.manifests(), index.annotations());
        } catch (MalformedImageException e) {
            assertThat(e).hasMessageStartingWith("image index");
        }
    }

    @Test
    void cannotBeChangedFromOutsideAndTravels() throws Exception {
        byte[] document = bytes("{\"manifests\":[" + ENTRY + "]}");
        ImageIndex index = ImageIndex.parse(document);
        document[0] = 'x';
        index.content()[0] = 'x';
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(index);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ImageIndex copy = (ImageIndex) in.readObject();
            assertThat(text(copy.content())).isEqualTo("{\"manifests\":[" + ENTRY + "]}");
            assertThat(copy.manifests()).isEqualTo(index.manifests());
        }
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = ImageIndexTest.class.getResourceAsStream("/image/" + name)) {
            return in.readAllBytes();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
