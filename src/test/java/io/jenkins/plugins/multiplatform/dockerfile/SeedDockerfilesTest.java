package io.jenkins.plugins.multiplatform.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.multiplatform.dockerfile.StrategyReading.Strategy;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Dockerfiles of the articles that this plugin is measured by, unchanged. */
class SeedDockerfilesTest {
    private static final Platform AMD64 = Platform.of("linux", "amd64");
    private static final Platform ARM64 = Platform.of("linux", "arm64");
    private static final BuildTarget FOREIGN = BuildTarget.of(AMD64, ARM64);

    @ParameterizedTest
    @CsvSource({
        "log, CROSS",
        "emulation, EMULATED",
        "neovim, EMULATED",
        "go-old, EMULATED",
        "go-cross, CROSS",
        "arch-demo, CROSS",
        "cgo-demo, CROSS"
    })
    @DisplayName("S33: what runs foreign code is read from the Dockerfile")
    void readsTheStrategy(String name, Strategy expected) throws Exception {
        assertThat(read(name).strategy(FOREIGN).strategy()).isEqualTo(expected);
        assertThat(read(name).strategy(BuildTarget.of(ARM64, ARM64)).strategy()).isEqualTo(Strategy.CROSS);
    }

    @Test
    @DisplayName("S49: the old Go Dockerfile will be emulated, the updated one cross-compiles")
    void tellsTheTwoGoServersApart() throws Exception {
        StrategyReading old = read("go-old").strategy(FOREIGN);

        assertThat(old.reason()).isEqualTo("stage build runs RUN for a foreign platform: will be emulated");
        assertThat(old.stage()).isEqualTo("build");
        assertThat(old.line()).isEqualTo(5);
        assertThat(old.instruction()).isEqualTo("RUN");
        assertThat(read("go-cross").strategy(FOREIGN).reason())
                .isEqualTo("cross: nothing runs for a platform other than the builder's own");
    }

    @Test
    @DisplayName("S45: the emulation example runs uname in its only stage")
    void namesAStageWithoutAName() throws Exception {
        assertThat(read("emulation").strategy(FOREIGN).reason())
                .isEqualTo("stage stage-0 runs RUN for a foreign platform: will be emulated");
    }

    @Test
    @DisplayName("S31: continued RUN lines with cache mounts are one instruction")
    void readsTheNeovimBuild() throws Exception {
        List<Instruction> instructions = read("neovim").stages().get(0).instructions();

        assertThat(instructions).extracting(Instruction::keyword).containsExactly("WORKDIR", "RUN", "ADD", "RUN");
        assertThat(instructions.get(1).flags())
                .containsExactly(
                        "--mount=type=cache,target=/var/cache/apt,sharing=locked",
                        "--mount=type=cache,target=/var/lib/apt,sharing=locked");
        assertThat(instructions.get(1).arguments())
                .startsWith("apt-get update && apt-get install -y")
                .endsWith("unzip");
        assertThat(instructions.get(3).line()).isEqualTo(14);
    }

    @Test
    @DisplayName("S42: the build stage is for the builder, the final stage for the target")
    void listsTheImagesWithTheirPlatforms() throws Exception {
        assertThat(read("log").baseImages(FOREIGN))
                .containsExactly(new BaseImage("golang:alpine", AMD64, 2), new BaseImage("alpine", ARM64, 6));
        assertThat(read("neovim").baseImages(FOREIGN)).containsExactly(new BaseImage("debian:bookworm", ARM64, 2));
    }

    @Test
    @DisplayName("S56: quoting survives, and a single stage pinned to the builder is noticed")
    void noticesThatTheCgoImageIsForTheBuilder() throws Exception {
        assertThat(read("cgo-demo").stages().get(0).instructions().get(4).arguments())
                .contains("-ldflags '-extldflags \"-static\"'");
        assertThat(read("cgo-demo").findings(FOREIGN))
                .extracting(Finding::toString)
                .containsExactly("line 1: stage builder is pinned to linux/amd64: the image for linux/arm64 will hold"
                        + " files of linux/amd64");
        assertThat(read("cgo-demo").findings(BuildTarget.of(AMD64, AMD64))).isEmpty();
    }

    @Test
    @DisplayName("S32: the branch that neovim is built of may move between two nodes")
    void noticesTheBranch() throws Exception {
        assertThat(read("neovim").findings(FOREIGN))
                .extracting(Finding::rule, Finding::line)
                .containsExactly(tuple(Finding.Rule.MOVING_SOURCE, 13));
    }

    @ParameterizedTest
    @CsvSource({"log", "emulation", "go-cross", "arch-demo"})
    void findsNothingWrongElsewhere(String name) throws Exception {
        assertThat(read(name).findings(FOREIGN)).isEmpty();
    }

    private static Dockerfile read(String name) throws IOException, InvalidDockerfileException {
        try (InputStream in = SeedDockerfilesTest.class.getResourceAsStream("/seeds/" + name + "/Dockerfile")) {
            return Dockerfile.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
