package io.jenkins.plugins.multiplatform.imagetools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.hostile.Hostile;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.JsonDocument;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.imagetools.template.GoStruct;
import io.jenkins.plugins.multiplatform.imagetools.template.Template;
import io.jenkins.plugins.multiplatform.imagetools.template.TemplateException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates, sources, annotations and configurations that nobody means well with. The seed is in the test's name. */
@Timeout(60)
class HostileTemplateTest {
    private static final List<String> TEMPLATE = List.of(
            "{{",
            "}}",
            "{{",
            "}}",
            ".",
            ".Name",
            ".Map",
            ".List",
            ".Nope",
            " ",
            " ",
            "|",
            "(",
            ")",
            "json",
            "index",
            "\"a\"",
            "`",
            "0",
            "1",
            "-",
            "range",
            "$x",
            "text",
            "{{.Name}}",
            "{{json .}}",
            "{{index .List 0}}");
    private static final GoStruct DATA = GoStruct.named("data")
            .with("Name", "name", "n")
            .with("Map", "map", Map.of("a", "b"))
            .with("List", "list", List.of("x", 1L))
            .build();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void executesATemplateOrRefusesIt(long seed) throws Exception {
        Hostile hostile = new Hostile(seed);
        int done = 0;
        for (int i = 0; i < 5_000; i++) {
            String source = hostile.text(TEMPLATE, 8);
            try {
                assertThat(Template.parse(source).execute(DATA)).isNotNull();
                done++;
            } catch (TemplateException e) {
                assertThat(e.getMessage()).as(source).startsWith("template: ");
            }
        }
        assertThat(done).isGreaterThan(100);
    }

    @Test
    void nestingIsRefusedAndNotAStackOverflow() {
        assertThatThrownBy(() -> Template.parse("{{" + "(".repeat(1_000_000) + "}}"))
                .isInstanceOf(TemplateException.class)
                .hasMessage("template: more than 50 parentheses in each other");
        assertThatThrownBy(() -> Template.parse("{{ .A" + ".A".repeat(1_000_000) + "}}"))
                .hasMessage("template: more than 50 fields of each other");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void readsSourcesAndAnnotationsOrRefusesThem(long seed) throws Exception {
        Hostile hostile = new Hostile(seed);
        Reference tag = Reference.parseNormalized("r.io/app:1");
        List<String> sources = List.of(
                "{",
                "}",
                "\"digest\":",
                "\"",
                "sha256:",
                "0123456789abcdef".repeat(4),
                "r.io/app",
                ":1",
                "@",
                "oci-layout://",
                "schemaVersion",
                ",",
                "2");
        List<String> annotations = List.of(
                "index", "manifest-descriptor", "manifest", "[linux/arm64]", "[", "]", ":", "=", ",", "key", "value");
        for (int i = 0; i < 5_000; i++) {
            String source = hostile.text(sources, 6);
            String annotation = hostile.text(annotations, 8);
            try {
                assertThat(ImageSources.parse(List.of(source), List.of(tag))).hasSize(1);
            } catch (ImageToolsException e) {
                assertThat(e.getMessage()).as(source).doesNotContain("\n", "\u001b");
            }
            try {
                IndexAnnotation.parse(List.of(annotation));
            } catch (ImageToolsException e) {
                assertThat(e.getMessage()).as(annotation).doesNotContain("\n", "\u001b");
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void showsADamagedConfigurationOrRefusesIt(long seed) throws Exception {
        Hostile hostile = new Hostile(seed);
        String config = "{\"created\":\"2024-01-01T00:00:00.10+02:00\",\"author\":\"a\",\"os\":\"linux\",\"config\":"
                + "{\"Env\":[\"A=b\"],\"Labels\":{\"a\":\"b\"},\"Volumes\":{\"/a\":{}},\"ArgsEscaped\":true},\"rootfs\":"
                + "{\"type\":\"layers\",\"diff_ids\":[\"sha256:a\"]},\"history\":[{\"empty_layer\":true}]}";
        int shown = 0;
        for (int i = 0; i < 2_500; i++) {
            byte[] document = hostile.damaged(config);
            try {
                GoStruct image = ConfigView.of(JsonDocument.parse("image configuration", document));
                Template.parse("{{json .}}{{.Created}}").execute(image);
                shown++;
            } catch (MalformedImageException | ImageToolsException e) {
                assertThat(e.getMessage()).contains("malformed");
            }
        }
        assertThat(shown).isGreaterThan(100);
    }

    @Test
    void anIndexOfTenThousandEntriesIsAppendedToInLinearTime() throws Exception {
        Reference repository = Reference.parseNormalized("r.io/app");
        IndexParts parts = new IndexParts();
        for (ContentDescriptor entry : entries("old", 10_000)) {
            parts.add(entry, new ImageSource(repository.withTag("1"), null, true));
        }
        List<ContentDescriptor> replacing = entries("new", 10_000);
        for (ContentDescriptor entry : replacing) {
            parts.add(entry, ImageSource.of(repository.withTag("2")));
        }
        parts.makeRoom();
        assertThat(parts.children())
                .extracting(child -> child.descriptor().digest())
                .containsExactlyElementsOf(
                        replacing.stream().map(ContentDescriptor::digest).toList());
        assertThat(parts.notes()).hasSize(10_000);
    }

    private static List<ContentDescriptor> entries(String kind, int count) throws InvalidReferenceException {
        List<ContentDescriptor> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] content = (kind + i).getBytes(StandardCharsets.UTF_8);
            entries.add(ContentDescriptor.of(MediaTypes.OCI_MANIFEST, Digest.of(content), 1)
                    .withPlatform(new Platform("linux", "amd64", "", "v" + i, List.of())));
        }
        return entries;
    }
}
