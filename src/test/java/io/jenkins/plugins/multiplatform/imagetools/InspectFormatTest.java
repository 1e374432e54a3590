package io.jenkins.plugins.multiplatform.imagetools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsTestBed
@Timeout(120)
class InspectFormatTest {
    private static SampleImages images;
    private static InspectFormat format;
    private static Buildx buildx;
    private static String index;

    @BeforeAll
    static void open(TestBed bed) throws Exception {
        images = new SampleImages(bed);
        format = new InspectFormat(images.client);
        buildx = new Buildx(bed);
        index = images.tag("index", images.index(images.alpine)).toString();
    }

    private void assertSameAsBuildx(String image, String template) throws Exception {
        assertThat(format.show(image, template, false))
                .isEqualTo(buildx.imagetools("inspect", "--format", template, image));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{.Name}}",
                "{{ .Name }}",
                "a {{- .Name -}} b {{.Name}}\n",
                "{{json .Name}}",
                "{{.Name | json}}",
                "{{`{{`}}{{.Name}}}}",
                "{{.Manifest}}",
                "{{ .Manifest }}",
                "{{json .Manifest}}",
                "{{json .Image}}",
                "{{json .}}",
                "{{json (index .Image \"linux/arm64\")}}",
                "{{(index .Image \"linux/arm/v7\").Variant}}",
                "{{(index .Image \"linux/amd64\").Config.Env}}",
                "{{(index .Image \"linux/amd64\").Created}}",
                "{{(index .Image \"linux/amd64\").RootFS.DiffIDs}}",
                "{{index .Image \"linux/riscv64\"}}",
                "{{json (index .Image \"linux/riscv64\")}}",
                "{{(index .Manifest.Manifests 1).Digest}}",
                "{{(index .Manifest.Manifests 1).Platform.Architecture}}",
                "{{(.Manifest).Size}}",
                "{{json .SBOM}}",
                "{{json .Provenance}}",
                "{{.SBOM.SPDX}}",
                "{{(index .Provenance \"linux/amd64\").SLSA}}",
                "{{json (index .Provenance \"linux/amd64\")}}",
                "{{json (index .Manifest.Manifests 0).Annotations}}",
                "plain"
            })
    @DisplayName("S85: an index through a template is what buildx prints")
    void showsAnIndexAsBuildx(String template) throws Exception {
        assertSameAsBuildx(index, template);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{.Name}}",
                "{{.Manifest}}",
                "{{json .Manifest}}",
                "{{(.Manifest).Digest}}",
                "{{json .Image}}",
                "{{.Image.Architecture}}",
                "{{json .Image.Config}}",
                "{{json .SBOM}}",
                "{{json .Provenance}}",
                "{{.Provenance.SLSA}}",
                "{{json .}}"
            })
    @DisplayName("S84, S85: a single image has no map of platforms")
    void showsAPlainImageAsBuildx(String template) throws Exception {
        assertSameAsBuildx(images.child(1).toString(), template);
    }

    @Test
    @DisplayName("S85: buildx before 0.33 takes {{.Manifest.Digest}} for {{.Manifest}}, later ones and we do not")
    void showsAFieldOfTheManifest() throws Exception {
        String digest = format.show(index, "{{.Manifest.Digest}}", false);
        assertThat(digest).isEqualTo(buildx.imagetools("inspect", "--format", "{{(.Manifest).Digest}}", index));
        assertThat(format.show(index, "{{.Manifest.MediaType}} {{.Manifest.Size}}", false))
                .isEqualTo("application/vnd.oci.image.index.v1+json "
                        + images.index(images.alpine).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{json .SBOM}}",
                "{{json .Provenance}}",
                "{{json .Image}}",
                "{{json (index .Provenance \"linux/amd64\")}}",
                "{{json (index .SBOM \"linux/amd64\").SPDX}}",
                "{{(index .Provenance \"linux/amd64\").SLSA.buildType}}",
                "{{(index .SBOM \"linux/arm64\").SPDX.spdxVersion}}",
                "{{(index .SBOM \"linux/arm64\").SPDX.nothing}}"
            })
    @DisplayName("S85: what is attested of each platform is found beside it")
    void showsAttestationsAsBuildx(String template) throws Exception {
        assertSameAsBuildx(attested("attested", images.alpine.get(0), images.alpine.get(1)), template);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{{json .SBOM}}", "{{json .Provenance}}", "{{.Provenance.SLSA.buildType}}", "{{json .Image}}"})
    @DisplayName("S85: an index of one platform with attestations is shown as one image")
    void showsAttestationsOfOnePlatformAsBuildx(String template) throws Exception {
        assertSameAsBuildx(attested("single", images.alpine.get(0)), template);
    }

    private String attested(String tag, ContentDescriptor... subjects) throws Exception {
        List<ContentDescriptor> entries = new java.util.ArrayList<>(List.of(subjects));
        for (ContentDescriptor subject : subjects) {
            entries.add(images.provenanceOf(subject));
        }
        return images.tag(tag, images.index(entries)).toString();
    }

    @Test
    @DisplayName("S85: .Name is what the user wrote")
    void showsTheNameAsWritten() throws Exception {
        Reference tag = images.tag("latest", images.index(images.alpine));
        assertSameAsBuildx(tag.name(), "{{.Name}} {{json .Name}}");
    }

    @Test
    @DisplayName("S85: a platform in another spelling is shown normalised")
    void normalisesThePlatformsOfImages() throws Exception {
        ContentDescriptor old = images.alpine.get(1).withPlatform(Platform.of("linux", "arm64", "v8"));
        String tag = images.tag("v8", images.index(List.of(images.alpine.get(0), old)))
                .toString();
        assertSameAsBuildx(tag, "{{json .}}");
    }

    @Test
    @DisplayName("S85: raw and format exclude each other")
    void refusesRawAndFormatTogether() {
        assertThatThrownBy(() -> format.show(index, "{{.Name}}", true))
                .isInstanceOf(ImageToolsException.class)
                .hasMessage("format and raw cannot be used together");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "{{.Nope}}                    ! can't evaluate field Nope in type imagetools.tplInputs; it has Name,"
                        + " Manifest, Image, SBOM, Provenance",
                "{{.Manifest.digest}}         ! can't evaluate field digest in type struct; it has SchemaVersion,"
                        + " MediaType, Digest, Size, Manifests, Annotations",
                "{{.Name.X}}                  ! can't evaluate field X: what it is asked of has no fields",
                "{{(index .Image \"x\").OS}}  ! can't evaluate field OS: there is nothing that could have it",
                "{{.Image}}                   ! this is no single value: print it as JSON ({{json ...}}), or name one"
                        + " of its fields",
                "{{                           ! unclosed action",
                "{{}}                         ! missing value for command",
                "{{json}}                     ! wrong number of args for json: want 1 got 0",
                "{{.Name .Name}}              ! can't give argument to non-function",
                "{{(.Name}}                   ! unclosed left paren",
                "{{.Name | .Name}}            ! non executable command in pipeline",
                "{{index .Image 1}}           ! error calling index: it needs a map and a text, or a list and a number;"
                        + " an image for one platform has no map: name its fields without index",
                "{{index .Manifest.Manifests 3}} ! error calling index: index out of range: 3",
                "{{\"a}}                      ! unclosed action"
            })
    @DisplayName("S85: a template that can't be read says why")
    void tellsWhatIsWrongWithATemplate(String template, String reason) {
        assertThatThrownBy(() -> format.show(index, template, false))
                .isInstanceOf(ImageToolsException.class)
                .hasMessage("template: " + reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "{{range .Manifest.Manifests}}{{end}} ! \"range\"",
                "{{if .Name}}a{{end}}                 ! \"if\"",
                "{{len .Image}}                       ! \"len\"",
                "{{printf .Name}}                     ! \"printf\"",
                "{{$x := .Name}}                      ! \"$\"",
                "{{/* a */}}                          ! \"/\"",
                "{{json \"a\\n\"}}                    ! an escape in a text other than \\\" and \\\\",
                "{{json json}}                        ! \"json\" as an argument"
            })
    @DisplayName("S85: what of Go's language is not supported is named")
    void namesWhatIsNotSupported(String template, String what) {
        assertThatThrownBy(() -> format.show(index, template, false))
                .isInstanceOf(ImageToolsException.class)
                .hasMessage("template: " + what + " is not supported; supported are fields (.Manifest.Digest), json,"
                        + " index, parentheses and pipes");
    }

    @Test
    @DisplayName("S85: a missing image is told with buildx's words")
    void tellsAMissingImage() {
        assertThatThrownBy(() -> format.show(images.repository + ":nope", "{{json .}}", false))
                .hasMessage(images.repository + ":nope: not found");
    }
}
