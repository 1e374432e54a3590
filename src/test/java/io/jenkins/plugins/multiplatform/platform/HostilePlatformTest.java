package io.jenkins.plugins.multiplatform.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.hostile.Hostile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is written: a platform, or our own exception. The seed is in the test's name. */
@Timeout(60)
class HostilePlatformTest {
    private static final List<String> GRAMMAR = List.of(
            "linux",
            "windows",
            "darwin",
            "arm64",
            "arm",
            "amd64",
            "riscv64",
            "v7",
            "v8",
            "v8.1",
            "/",
            "/",
            "/",
            "(",
            ")",
            "+",
            "10.0.17763",
            "win32k",
            "local",
            "x86_64",
            "aarch64",
            "unknown",
            ".",
            "-",
            "_",
            "LINUX",
            "%2B",
            "%25");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readsAPlatformOrRefusesIt(long seed) {
        Hostile hostile = new Hostile(seed);
        int read = 0;
        for (int i = 0; i < 5_000; i++) {
            String text = hostile.text(GRAMMAR, 8);
            try {
                Platform platform = Platform.parse(text, Platform.of("linux", "amd64"));
                Platform normalized = platform.normalize();
                assertThat(normalized.normalize()).as(text).isEqualTo(normalized);
                assertThat(platform.folderName()).as(text).doesNotContain("/").isNotIn("", ".", "..");
                assertThat(Platform.parse(normalized.formatAll()).normalize())
                        .as(text)
                        .isEqualTo(normalized);
                read++;
            } catch (InvalidPlatformException e) {
                assertThat(e.getMessage()).as(text).isNotEmpty().doesNotContain("\n", "\u001b");
            }
        }
        assertThat(read).as("else the generator makes nothing but refuse").isGreaterThan(100);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void readsAListOrRefusesIt(long seed) {
        Hostile hostile = new Hostile(seed);
        for (int i = 0; i < 5_000; i++) {
            String text = hostile.text(List.of("linux/amd64", "linux/arm64", ",", " ", "local", "arm", "/v7"), 8);
            try {
                List<Platform> platforms = PlatformList.parse(List.of(text)).platforms();
                assertThat(platforms).as(text).doesNotHaveDuplicates().isNotEmpty();
            } catch (InvalidPlatformException e) {
                assertThat(e.getMessage()).as(text).isNotEmpty();
            }
        }
    }

    @Test
    void aMillionCharactersAreRefusedAndNotAStackOverflow() {
        for (String piece : List.of("a", "/", "+a", "(", "linux/", "%41", "-")) {
            String text = "linux(" + piece.repeat(1_000_000 / piece.length());
            assertThatThrownBy(() -> Platform.parse(text)).isInstanceOf(InvalidPlatformException.class);
        }
    }
}
