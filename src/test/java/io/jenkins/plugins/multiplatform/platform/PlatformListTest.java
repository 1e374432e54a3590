package io.jenkins.plugins.multiplatform.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformListTest {
    private static final Platform LOCAL = Platform.of("linux", "arm64", "v8");

    @Test
    @DisplayName("S21: platforms come as a list, as comma text, trimmed and repeated, and keep their order")
    void mixesListsAndRepeatedValues() throws Exception {
        PlatformList list =
                PlatformList.parse(List.of(" linux/s390x , linux/amd64", "windows(10.0.20348)/amd64"), LOCAL);

        assertThat(list.platforms())
                .extracting(Platform::toString)
                .containsExactly("linux/s390x", "linux/amd64", "windows(10.0.20348)/amd64");
        assertThat(list.merges()).isEmpty();
    }

    @Test
    void readsLocalInAnyCase() throws Exception {
        assertThat(PlatformList.parse(List.of("LOCAL"), LOCAL).platforms()).containsExactly(LOCAL.normalize());
        assertThat(PlatformList.parse(List.of("local")).platforms())
                .containsExactly(Platform.local().normalize());
    }

    @Test
    void givesNothingForNothing() throws Exception {
        assertThat(PlatformList.parse(List.of(), LOCAL).platforms()).isEmpty();
    }

    @Test
    @DisplayName("S01: duplicates after normalising are merged with a note")
    void mergesDuplicatesWithANote() throws Exception {
        PlatformList list = PlatformList.parse(
                List.of("linux/arm64,linux/arm,linux/arm64/v8", "linux/amd64", "LINUX/AArch64", "linux/arm/v7"), LOCAL);

        assertThat(list.platforms())
                .extracting(Platform::toString)
                .containsExactly("linux/arm64", "linux/arm/v7", "linux/amd64");
        assertThat(list.merges())
                .extracting(PlatformList.Merge::toString)
                .containsExactly(
                        "linux/arm64, linux/arm64/v8, LINUX/AArch64 are the same platform: linux/arm64 is built once",
                        "linux/arm, linux/arm/v7 are the same platform: linux/arm/v7 is built once");
    }

    @Test
    @DisplayName("S06: two Windows versions of one architecture are different platforms")
    void keepsWindowsVersionsApart() throws Exception {
        assertThat(PlatformList.parse(List.of("windows(10.0.17763)/amd64,windows(10.0.20348)/amd64"), LOCAL)
                        .platforms())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux/bogus", "bogus/amd64", "bogus", "linux/amd46/v2", "linux/.."})
    @DisplayName("S01: an unknown word fails before any agent is taken")
    void refusesUnknownWords(String specifier) {
        assertThatThrownBy(() -> PlatformList.parse(List.of("linux/amd64," + specifier), LOCAL))
                .isInstanceOf(InvalidPlatformException.class)
                .hasMessage("\"" + specifier + "\": unknown operating system or architecture: invalid argument");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "linux/amd64,", ",linux/amd64", " "})
    void refusesEmptyElements(String value) {
        assertThatThrownBy(() -> PlatformList.parse(List.of(value), LOCAL))
                .isInstanceOf(InvalidPlatformException.class)
                .hasMessageStartingWith("\"\" is an invalid OS component of \"\": OSAndVersion");
    }

    @Test
    void knowsEveryArchitectureThatQemuEmulates() throws Exception {
        String all = "linux/amd64,linux/arm64,linux/riscv64,linux/ppc64le,linux/s390x,linux/386,linux/mips64le,"
                + "linux/mips64,linux/loong64,linux/arm/v7,linux/arm/v6";

        assertThat(PlatformList.parse(List.of(all), LOCAL).platforms()).hasSize(11);
    }
}
