package io.jenkins.plugins.multiplatform.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTest {
    private static final Platform LOCAL = Platform.of("linux", "amd64");
    private static final String OS_PATTERN =
            "\"^([A-Za-z0-9_-]+)(?:\\\\(([A-Za-z0-9_.%-]*)((?:\\\\+[A-Za-z0-9_.%-]+)*)\\\\))?$\"";

    @ParameterizedTest
    @CsvSource({
        "linux/arm64, linux/arm64",
        "linux/arm64/v8, linux/arm64/v8",
        "linux/arm, linux/arm",
        "linux/arm/v7, linux/arm/v7",
        "linux/arm/v6, linux/arm/v6",
        "arm, linux/arm",
        "armel, linux/arm/v6",
        "armhf, linux/arm",
        "Aarch64, linux/arm64",
        "x86_64, linux/amd64",
        "Linux/x86_64, linux/amd64",
        "i386, linux/386",
        "linux, linux/amd64",
        "s390x, linux/s390x",
        "linux/s390x, linux/s390x",
        "macOS, darwin/amd64",
        "windows, windows/amd64",
        "windows(), windows/amd64",
        "windows(10.0.17763), windows(10.0.17763)/amd64",
        "windows(10.0.17763+win32k), windows(10.0.17763+win32k)/amd64",
        "linux(+gpu), linux(+gpu)/amd64",
        "linux(+gpu+simd), linux(+gpu+simd)/amd64",
        "linux(+unsorted+erofs), linux(+erofs+unsorted)/amd64",
        "windows(10.0.17763%2Bbuild.42+win32k), windows(10.0.17763%2Bbuild.42+win32k)/amd64",
        "windows(50%25done), windows(50%25done)/amd64",
        "linux/bogus, linux/bogus",
        "bogus/amd64/v3, bogus/amd64/v3",
    })
    void parsesAsContainerdDoes(String specifier, String formatted) throws Exception {
        Platform parsed = Platform.parse(specifier, LOCAL);

        assertThat(parsed.formatAll()).isEqualTo(formatted);
        assertThat(Platform.parse(formatted, LOCAL).formatAll()).isEqualTo(formatted);
    }

    @Test
    void keepsVersionAndFeaturesApart() throws Exception {
        assertThat(Platform.parse("windows(10.0%2B1+b+a)/amd64", LOCAL))
                .isEqualTo(new Platform("windows", "amd64", "", "10.0+1", List.of("b", "a")));
    }

    @ParameterizedTest
    @CsvSource({
        "arm, v7, linux/arm",
        "arm, '', linux/arm",
        "arm, v6, linux/arm/v6",
        "arm64, v8, linux/arm64",
        "riscv64, '', linux/riscv64"
    })
    void completesAWordAloneFromTheLocalMachine(String architecture, String variant, String expected) throws Exception {
        Platform local = Platform.of("darwin", architecture, variant);

        assertThat(Platform.parse("linux", local).format()).isEqualTo(expected);
        assertThat(Platform.parse("s390x", local).format()).isEqualTo("darwin/s390x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "linux/* | \"linux/*\": wildcards not yet supported: invalid argument",
                "bogus | \"bogus\": unknown operating system or architecture: invalid argument",
                "bogus(1) | \"bogus(1)\": unknown operating system or architecture: invalid argument",
                "linux/arm/foo/bar | \"linux/arm/foo/bar\": cannot parse platform specifier: invalid argument",
                "a/b/c/d/e | \"d/e\" is an invalid component of \"a/b/c/d/e\": platform specifier component must match"
                        + " \"^[A-Za-z0-9_.-]+$\": invalid argument",
                "linux/arm/ | \"\" is an invalid component of \"linux/arm/\": platform specifier component must match"
                        + " \"^[A-Za-z0-9_.-]+$\": invalid argument",
                "linux/&arm | \"&arm\" is an invalid component of \"linux/&arm\": platform specifier component must"
                        + " match \"^[A-Za-z0-9_.-]+$\": invalid argument",
                "windows(1%zz)/amd64 | \"windows(1%zz)/amd64\" has an invalid OS version \"1%zz\": invalid URL escape"
                        + " \"%zz\"",
                "windows(1%4)/amd64 | \"windows(1%4)/amd64\" has an invalid OS version \"1%4\": invalid URL escape"
                        + " \"%4\"",
                "linux(+a%)/amd64 | \"linux(+a%)/amd64\" has invalid OS features: invalid os feature \"a%\": invalid"
                        + " URL escape \"%\"",
            })
    void refusesInContainerdsWords(String specifier, String message) {
        assertThatThrownBy(() -> Platform.parse(specifier, LOCAL))
                .isInstanceOf(InvalidPlatformException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/linux/arm", "linux /arm", "linux(", "linux(+)", "linux(a/b)", "linux(++a)", "линукс"})
    void refusesABadOperatingSystem(String specifier) {
        String part = specifier.split("/", 4)[0];

        assertThatThrownBy(() -> Platform.parse(specifier, LOCAL))
                .isInstanceOf(InvalidPlatformException.class)
                .hasMessage("\"" + part + "\" is an invalid OS component of \"" + specifier
                        + "\": OSAndVersion specifier component must match " + OS_PATTERN + ": invalid argument");
    }

    @Test
    void quotesControlCharactersOfTheInput() {
        assertThatThrownBy(() -> Platform.parse("li\nnux/\u001b[0m", LOCAL))
                .isInstanceOf(InvalidPlatformException.class)
                .hasMessageStartingWith(
                        "\"li\\nnux\" is an invalid OS component of \"li\\nnux/\\x1b[0m\": OSAndVersion");
    }

    @Test
    void survivesHostileLengths() {
        assertThatThrownBy(() -> Platform.parse("linux(" + "+".repeat(65536) + ")/amd64", LOCAL))
                .isInstanceOf(InvalidPlatformException.class);
        assertThatThrownBy(() -> Platform.parse("linux(" + "+a".repeat(200_000) + "/amd64", LOCAL))
                .isInstanceOf(InvalidPlatformException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "macos, amd64, '', darwin/amd64",
        "Linux, i386, v9, linux/386",
        "linux, x86_64, v1, linux/amd64",
        "linux, x86-64, v3, linux/amd64/v3",
        "linux, amd64, v1, linux/amd64",
        "linux, AMD64, V2, linux/amd64/v2",
        "linux, aarch64, 8, linux/arm64",
        "linux, arm64, v8, linux/arm64",
        "linux, arm64, v8.0, linux/arm64",
        "linux, arm64, v8.2, linux/arm64/v8.2",
        "linux, arm64, 9, linux/arm64/v9",
        "linux, arm64, 9.0, linux/arm64/v9",
        "linux, arm64, v9.0, linux/arm64/v9",
        "linux, arm64, v9.1, linux/arm64/v9.1",
        "linux, armhf, v5, linux/arm/v7",
        "linux, armel, '', linux/arm/v6",
        "linux, arm, 7, linux/arm/v7",
        "linux, arm, 5, linux/arm/v5",
        "linux, arm, 6, linux/arm/v6",
        "linux, arm, 8, linux/arm/v8",
    })
    void normalizes(String os, String architecture, String variant, String expected) {
        Platform normalized = Platform.of(os, architecture, variant).normalize();

        assertThat(normalized).hasToString(expected);
        assertThat(normalized.normalize()).isEqualTo(normalized);
    }

    @Test
    @DisplayName("S23: linux/arm comes out as linux/arm/v7")
    void namesTheVariantOfArm() throws Exception {
        assertThat(Platform.parse("linux/arm", LOCAL).normalize()).hasToString("linux/arm/v7");
    }

    @Test
    void normalizesFeaturesAndAnEmptySystem() {
        Platform platform = new Platform("", "amd64", "", "", List.of("b", "a", "b")).normalize();

        assertThat(platform.os()).isEqualTo(Platform.local().os());
        assertThat(platform.osFeatures()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource({
        "windows, 10.0.17763+build.42, '', windows(10.0.17763%2Bbuild.42)/amd64",
        "windows, 1.0(beta), '', windows(1.0%28beta%29)/amd64",
        "windows, a/b, '', windows(a%2Fb)/amd64",
        "linux, '', feat+v2, linux(+feat%2Bv2)/amd64",
        "linux, '', 100%gpu, linux(+100%25gpu)/amd64",
        "linux, '', '', linux/amd64",
    })
    void escapesInOptions(String os, String version, String feature, String expected) throws Exception {
        Platform platform = new Platform(os, "amd64", "", version, feature.isEmpty() ? List.of() : List.of(feature));

        assertThat(platform.formatAll()).isEqualTo(expected);
        assertThat(Platform.parse(expected, LOCAL)).isEqualTo(platform);
    }

    @Test
    void leavesEmptyFeaturesOut() {
        assertThat(new Platform("linux", "amd64", "", "", List.of("", "gpu", "", "simd")))
                .hasToString("linux(+gpu+simd)/amd64");
    }

    @Test
    void formatsWithoutASystemAsUnknown() {
        assertThat(Platform.of("", "amd64").format()).isEqualTo("unknown");
        assertThat(Platform.of("", "amd64").formatAll()).isEqualTo("unknown");
        assertThat(Platform.of("unknown", "unknown").formatAll()).isEqualTo("unknown/unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "linux/amd64, linux_amd64",
        "linux/arm/v7, linux_arm_v7",
        "windows(10.0.20348.1)/amd64, windows(10.0.20348.1)_amd64",
        "linux(+a%2Fb)/amd64, linux(+a%2Fb)_amd64"
    })
    void namesItsOutputFolder(String specifier, String folder) throws Exception {
        assertThat(Platform.parse(specifier, LOCAL).folderName()).isEqualTo(folder);
    }

    @Test
    void neverNamesAFolderOutsideOfTheOutput() {
        assertThat(Platform.of("..", "").folderName()).isEqualTo("_");
        assertThat(Platform.of(".", "").folderName()).isEqualTo("_");
        assertThat(Platform.of("../..", "x\\..\u0000:").folderName()).isEqualTo(".._.._x_..__");
    }

    @Test
    void roundTripsThroughTextAndSerialization() throws Exception {
        Random random = new Random(20240117);
        for (int i = 0; i < 2000; i++) {
            Platform platform = new Platform(
                    "os" + random.nextInt(9),
                    "arch" + random.nextInt(9),
                    "",
                    text(random),
                    List.of("f" + text(random)));

            assertThat(Platform.parse(platform.formatAll(), LOCAL)).isEqualTo(platform);
            assertThat(serialized(platform)).isEqualTo(platform);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        String alphabet = "aZ09._-%+()/";
        for (int length = random.nextInt(8); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static Object serialized(Object value) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }
}
