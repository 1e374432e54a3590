package io.jenkins.plugins.multiplatform.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalPlatformTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, linux",
        "Mac OS X, darwin",
        "Darwin, darwin",
        "Windows Server 2022, windows",
        "SunOS, solaris",
        "AIX, aix",
        "FreeBSD, freebsd"
    })
    void namesSystemsAsGoDoes(String osName, String expected) {
        assertThat(LocalPlatform.system(osName)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "amd64, amd64",
        "x86_64, amd64",
        "x86, 386",
        "i686, 386",
        "aarch64, arm64",
        "arm, arm",
        "ppc64le, ppc64le",
        "s390x, s390x",
        "riscv64, riscv64",
        "loongarch64, loong64"
    })
    void namesArchitecturesAsGoDoes(String osArch, String expected) {
        assertThat(LocalPlatform.architecture(osArch)).isEqualTo(expected);
    }

    @Test
    void isAPlatformThatIsKnown() {
        assertThat(Platform.local().isKnown()).isTrue();
    }

    @Test
    void readsTheLevelOfArmFromTheKernel() {
        assertThat(LocalPlatform.armVariant(List.of("model name : ARMv7 rev 3", "CPU architecture: 7")))
                .isEqualTo("v7");
        assertThat(LocalPlatform.armVariant(List.of("model name\t: ARMv6-compatible rev 7", "CPU architecture: 7")))
                .isEqualTo("v6");
        assertThat(LocalPlatform.armVariant(List.of("CPU architecture: 8"))).isEqualTo("v8");
        assertThat(LocalPlatform.armVariant(List.of("CPU architecture: 5TEJ"))).isEqualTo("v5");
        assertThat(LocalPlatform.armVariant(List.of("nothing of use"))).isEmpty();
    }
}
