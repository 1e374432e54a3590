package io.jenkins.plugins.multiplatform.imagetools;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InspectTextTest {
    private static ContentDescriptor child(String digest, String platform) throws Exception {
        return ContentDescriptor.of(MediaTypes.DOCKER_MANIFEST, Digest.parse("sha256:" + digest), 528)
                .withPlatform(Platform.parse(platform));
    }

    @Test
    @DisplayName("S81: the listing of the blog, with its padding, and linux/arm/v7 for linux/arm")
    void printsTheListingThatUsersKnow() throws Exception {
        Reference reference = Reference.parseNormalized("registry.cn-hangzhou.aliyuncs.com/waynerv/arch-demo:latest");
        Digest digest = Digest.parse("sha256:e2c3c5b330c19ac9d09f8aaccc40224f8673e12b88ff59cb68971c36b76e95ca");
        List<ContentDescriptor> children = List.of(
                child("cb6a7614ee3db03c8858e3680b1585f32a6fe3de9b371e37e25cf42a83f6e0ba", "linux/amd64"),
                child("034aa0077a452a6c2585f8b4969c7c85d5d2bf65f801fcc803a00d0879ce900e", "linux/arm64"),
                child("db0ee3a876fb789d2e733471385eef0a056f64ee12d9e7ef94e411469d054eb5", "linux/arm/v7"));
        InspectedImage image = new InspectedImage(
                reference, ContentDescriptor.of(MediaTypes.DOCKER_LIST, digest, 0), new byte[0], children, null);
        try (InputStream golden = getClass().getResourceAsStream("arch-demo.txt")) {
            assertThat(InspectText.of(image)).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static String aligned(String text) {
        StringBuilder out = new StringBuilder();
        new TabWriter(out).print(text).flush();
        return out.toString();
    }

    @Test
    void alignsAColumnOnlyOverLinesThatHaveIt() {
        assertThat(aligned("a\tb\tc\naa\tbb\tcc\nnone\naaa\tb\n")).isEqualTo("a  b  c\naa bb cc\nnone\naaa b\n");
        assertThat(aligned("x\ty")).isEqualTo("x y");
        assertThat(aligned("")).isEmpty();
        assertThat(aligned("\t\nab:\t\n")).isEqualTo("    \nab: \n");
    }
}
