package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.multiplatform.buildkit.session.SecretSource;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgents;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.OutputList;
import io.jenkins.plugins.multiplatform.plan.RunPolicy;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The disk that receives a result is too small for it. */
@NeedsTestBed
@Timeout(60)
class DiskFullTest {
    @TempDir
    private Path folder;

    private Path disk;

    @BeforeEach
    void mountASmallDisk() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=1m", "disk-full-test", disk.toString());
    }

    @AfterEach
    void unmountIt() throws Exception {
        run("umount", disk.toString());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"type=local,dest=DISK/out", "type=tar,dest=DISK/out.tar", "type=oci,dest=DISK/out.tar"})
    void endsWithTheReasonAndLeavesNothingUnfinished(String output, TestBed bed) throws Exception {
        byte[] large = new byte[3 << 20];
        new Random(1).nextBytes(large);
        Path context = Files.createDirectory(folder.resolve("context"));
        Files.write(context.resolve("large"), large);
        Requests.dockerfile(context, "FROM scratch\nCOPY large /\n");

        OutputList outputs = OutputList.of(List.of(output.replace("DISK", disk.toString())), false, List.of());
        BuildException failure;
        try (LocalOutputs received = LocalOutputs.of(outputs.outputs())) {
            MultiPlatformBuild build = new MultiPlatformBuild(
                    Engines.of(bed, "a"),
                    Engines.anonymous(),
                    new ClientServices(SecretSource.none(), SshAgents.none(), received),
                    event -> {});
            failure = catchThrowableOfType(
                    BuildException.class,
                    () -> build.run(new BuildRequest(
                            List.of("linux/amd64"),
                            BuildInput.of(context.toString()),
                            List.of(),
                            false,
                            RunPolicy.of(EmulationPolicy.WARN),
                            "",
                            outputs.outputs())));
        }

        assertThat(failure)
                .hasMessageStartingWith("linux/amd64 on engine-a: failed to solve: ")
                .hasMessageContaining("Tried to write " + disk + "/out")
                .hasMessageContaining(", but failed because: No space left on device");
        try (Stream<Path> left = Files.walk(disk).filter(Files::isRegularFile)) {
            assertThat(left).isEmpty();
        }
    }
}
