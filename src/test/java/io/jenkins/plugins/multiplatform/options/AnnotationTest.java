package io.jenkins.plugins.multiplatform.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnotationTest {
    private static List<Annotation> parse(String... written) throws InvalidOptionException {
        return Annotation.parse(List.of(written));
    }

    @Test
    void withoutALevelTheImagesManifestIsMeant() throws Exception {
        assertThat(parse("a.b=c=d", "")).containsExactly(new Annotation(AnnotationLevel.MANIFEST, "", "a.b", "c=d"));
    }

    @Test
    void oneValueMayStandOnSeveralLevels() throws Exception {
        assertThat(parse("index,manifest-descriptor[linux/arm64/v8],manifest:a:b=c"))
                .containsExactly(
                        new Annotation(AnnotationLevel.INDEX, "", "a:b", "c"),
                        new Annotation(AnnotationLevel.MANIFEST_DESCRIPTOR, "linux/arm64", "a:b", "c"),
                        new Annotation(AnnotationLevel.MANIFEST, "", "a:b", "c"));
    }

    @Test
    void ofOnePlaceAndKeyTheLastCounts() throws Exception {
        assertThat(parse("a=1", "manifest:a=2", "index[linux/arm64]:a=3", "index:a=4", "manifest[linux/arm64]:a=5"))
                .extracting(Annotation::value)
                .containsExactly("2", "4", "5");
    }

    @Test
    void knowsItsPlatforms() throws Exception {
        Annotation arm = parse("manifest[linux/arm64]:a=b").get(0);
        assertThat(arm.isFor(Platform.of("linux", "arm64"))).isTrue();
        assertThat(arm.isFor(Platform.of("linux", "amd64"))).isFalse();
    }

    @Test
    void refusesWhatIsNone() {
        assertThatThrownBy(() -> parse("x")).hasMessage("invalid annotation \"x\", expected key=value");
        assertThatThrownBy(() -> parse("foo:a=b")).hasMessage("unknown annotation type \"foo\"");
        assertThatThrownBy(() -> parse("manifest,Foo:a=b"))
                .hasMessage("invalid annotation type \"Foo\", expected type and optional platform in square brackets");
        assertThatThrownBy(() -> parse("manifest[linux/x/y/z]:a=b"))
                .hasMessage("invalid platform \"linux/x/y/z\": \"linux/x/y/z\": cannot parse platform specifier:"
                        + " invalid argument");
    }
}
