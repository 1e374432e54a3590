package io.jenkins.plugins.multiplatform.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.hostile.Hostile;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever registries and users send: a value, or our own exception, within bounds. The seed is in the test's name. */
@Timeout(120)
class HostileImageTest {
    private static final int MAXIMUM = 4 << 20;
    private static final String HEX = "0123456789abcdef".repeat(4);
    private static final List<String> GRAMMAR = List.of(
            "docker.io",
            "localhost",
            "[::1]",
            "r.io",
            ":5000",
            "/",
            "/",
            "app",
            "App",
            "library",
            "__",
            "-",
            "--",
            ".",
            "_",
            ":",
            "latest",
            "1.0",
            "@",
            "sha256:",
            "sha512:",
            HEX,
            HEX,
            "a".repeat(130));

    private static String index(int entries) {
        List<ContentDescriptor> manifests = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            Digest digest = Digest.of(("entry " + i).getBytes(StandardCharsets.UTF_8));
            manifests.add(ContentDescriptor.of(MediaTypes.OCI_MANIFEST, digest, i)
                    .withPlatform(new Platform("linux", "arm", "v" + i, "1.2", List.of("a")))
                    .withAnnotations(Map.of("vnd.docker.reference.digest", digest.toString(), "k", "v")));
        }
        return new String(
                ImageIndex.of(MediaTypes.OCI_INDEX, manifests, Map.of("a", "<b>"))
                        .content(),
                StandardCharsets.UTF_8);
    }

    private static String manifest() {
        ContentDescriptor blob = new ContentDescriptor(
                MediaTypes.OCI_CONFIG,
                Digest.of(new byte[0]),
                0,
                List.of("https://x"),
                Map.of("a", "b"),
                "AAAA",
                Platform.of("linux", "amd64"),
                "a/b");
        return new String(
                ImageManifest.of(MediaTypes.OCI_MANIFEST, blob, List.of(blob, blob), Map.of("c", "d"))
                        .content(),
                StandardCharsets.UTF_8);
    }

    /** Something that reads a document. */
    private interface Reader {
        Object read(byte[] document) throws MalformedImageException;
    }

    private static int read(Reader reader, byte[] document) {
        try {
            assertThat(reader.read(document)).isNotNull();
            return 1;
        } catch (MalformedImageException e) {
            assertThat(e.getMessage()).isNotEmpty();
            return 0;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readsADamagedDocumentOrRefusesIt(long seed) {
        Hostile hostile = new Hostile(seed);
        String index = index(3);
        String manifest = manifest();
        String descriptor = GoJson.text(
                ContentDescriptor.of("a/b", Digest.of(new byte[0]), 0).fields());
        String config = "{\"os\":\"linux\",\"architecture\":\"arm\",\"variant\":\"v7\",\"os.version\":\"1\","
                + "\"os.features\":[\"a\"],\"config\":{\"Env\":[\"A=b\"]},\"history\":[{\"created\":\"2024-01-01T00:00:00Z\"}]}";
        int[] read = new int[5];
        for (int i = 0; i < 2_000; i++) {
            read[0] += read(ImageIndex::parse, hostile.damaged(index));
            read[1] += read(ImageManifest::parse, hostile.damaged(manifest));
            read[2] += read(ContentDescriptor::parse, hostile.damaged(descriptor));
            read[3] += read(ImageConfig::parse, hostile.damaged(config));
            read[4] += read(document -> JsonDocument.parse("test", document), hostile.damaged(config));
        }
        assertThat(read).as("else everything is refused").doesNotContain(0);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readsAReferenceOrRefusesIt(long seed) {
        Hostile hostile = new Hostile(seed);
        int read = 0;
        for (int i = 0; i < 5_000; i++) {
            String text = hostile.text(GRAMMAR, 7);
            try {
                Reference reference = Reference.parseNormalized(text);
                assertThat(Reference.parseNormalized(reference.toString()))
                        .as(text)
                        .isEqualTo(reference);
                assertThat(reference.path()).as(text).doesNotContain("..", "//", "?", "#", "%", " ");
                read++;
            } catch (InvalidReferenceException e) {
                assertThat(e.getMessage()).as(text).isNotEmpty().doesNotContain("\n", "\u001b");
            }
            try {
                assertThat(Digest.parse(text)).hasToString(text);
            } catch (InvalidReferenceException e) {
                assertThat(e.input()).isEqualTo(text);
            }
        }
        assertThat(read).as("else the generator makes nothing but refuse").isGreaterThan(100);
    }

    @Test
    void aMillionCharactersAreRefusedAndNotAStackOverflow() {
        for (String piece : List.of("a", "/a", "a-", "a__", ".", ":", "@", "a.b", "sha256:", "-")) {
            String text = "r.io/" + piece.repeat(1_000_000 / piece.length());
            assertThatThrownBy(() -> Reference.parseNormalized(text)).isInstanceOf(InvalidReferenceException.class);
            assertThatThrownBy(() -> Reference.parseNormalized(piece.repeat(1_000_000 / piece.length()) + "/x:y:z"))
                    .isInstanceOf(InvalidReferenceException.class);
        }
    }

    @Test
    void readsAnIndexOfTenThousandEntriesAndNoLargerOne() throws Exception {
        byte[] index = index(10_000).replaceAll("\\s", "").getBytes(StandardCharsets.UTF_8);
        assertThat(index.length).isLessThan(MAXIMUM);
        assertThat(ImageIndex.parse(index).manifests()).hasSize(10_000);
        byte[] more = ("{\"manifests\":[" + "{},".repeat(10_000) + "{}]}").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ImageIndex.parse(more)).isInstanceOf(MalformedImageException.class);
        byte[] urls = manifest()
                .replace("\"https://x\"", "\"a\",".repeat(10_000) + "\"a\"")
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ImageManifest.parse(urls))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageStartingWith("image manifest is malformed: more than 10000 entries at $.");
    }

    @Test
    void refusesADocumentOfOneByteMoreThanFourMebibytes() throws Exception {
        for (String document : List.of(index(1), manifest())) {
            String filled = document + " ".repeat(MAXIMUM - document.length());
            Reader reader = document.contains("layers") ? ImageManifest::parse : ImageIndex::parse;
            assertThat(read(reader, filled.getBytes(StandardCharsets.UTF_8))).isOne();
            assertThatThrownBy(() -> reader.read((filled + " ").getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(MalformedImageException.class)
                    .hasMessageEndingWith(" of " + (MAXIMUM + 1) + " bytes is larger than " + MAXIMUM + " bytes");
        }
    }

    @Test
    void refusesNestingWithoutAStackOverflow() {
        for (String open : List.of("[", "{\"a\":", "[[{\"a\":")) {
            byte[] deep = ("{\"x\":" + open.repeat(500_000)).getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> ImageIndex.parse(deep)).isInstanceOf(MalformedImageException.class);
            assertThatThrownBy(() -> ImageManifest.parse(deep)).isInstanceOf(MalformedImageException.class);
            assertThatThrownBy(() -> ContentDescriptor.parse(deep)).isInstanceOf(MalformedImageException.class);
            assertThatThrownBy(() -> ImageConfig.parse(deep)).isInstanceOf(MalformedImageException.class);
            assertThatThrownBy(() -> JsonDocument.parse("x", deep)).isInstanceOf(MalformedImageException.class);
        }
    }

    @Test
    void refusesMillionsOfSmallValues() {
        byte[] many = ("[" + "0,".repeat(3_000_000) + "0]").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> JsonDocument.parse("SBOM", many))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageStartingWith("SBOM is malformed: ");
    }
}
