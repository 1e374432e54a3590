package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a failure says where a program of another platform could not be run. */
@NeedsTestBed
class EmulationFaultsTest {
    private static final String LOADER = "qemu-aarch64: Could not open '/lib/ld-linux-aarch64.so.1': No such file";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        exit 132 | exit code 132 is an illegal instruction: the QEMU that emulates linux/arm64 on engine-a lacks an instruction that the program uses. Use a node of that platform, a newer QEMU, or FROM --platform=$BUILDPLATFORM
        exit 139 | QEMU failed while it emulated linux/arm64 on engine-a: this is a fault of the emulation, not of the build. Use a node of that platform, a newer QEMU, or FROM --platform=$BUILDPLATFORM
        loader   | QEMU found no program loader /lib/ld-linux-aarch64.so.1 in the image while it emulated linux/arm64 on engine-a: the step runs a program of another platform than the image's, or one whose C library the image lacks. Copy programs from a stage of the same platform, or link them statically
        """)
    void theFailureSaysWhatTheExitOrTheEmulatorMeans(String step, String meaning, TestBed bed) throws Exception {
        String command = step.equals("loader") ? "echo \"" + LOADER + "\"; exit 255" : step;
        Requests.dockerfile(folder, "FROM alpine\nRUN " + command + "\n");
        assertThatThrownBy(() -> new MultiPlatformBuild(Engines.of(bed, "a"), Engines.anonymous(), event -> {})
                        .run(Requests.push(folder, bed.get("registry.plain") + "/faults:1", "linux/arm64")))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("did not complete successfully: exit code: ")
                .hasMessageEndingWith("\n(" + meaning + ")");
    }

    @ParameterizedTest
    @CsvSource({"exit 132", "exit 139"})
    void aNativePlatformsExitIsItsOwn(String step, TestBed bed) throws Exception {
        Requests.dockerfile(folder, "FROM alpine\nRUN " + step + "\n");
        assertThatThrownBy(() -> new MultiPlatformBuild(Engines.of(bed, "a"), Engines.anonymous(), event -> {})
                        .run(Requests.push(folder, bed.get("registry.plain") + "/faults:1", "linux/amd64")))
                .hasMessageEndingWith("exit code: " + step.substring(5));
    }
}
