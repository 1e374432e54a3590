package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real engine's steps have the names that phases are told apart by. */
@NeedsTestBed
@Timeout(60)
class BuildPhasesTest {
    @TempDir
    private Path folder;

    @Test
    @DisplayName("S24: a platform's time is that of its phases")
    void everyPhaseHasItsTime(TestBed bed) throws Exception {
        Files.write(folder.resolve("data"), new byte[8 << 20]);
        String tag = bed.get("registry.plain") + "/phases/" + UUID.randomUUID();
        Requests.dockerfile(folder, "FROM alpine\nCOPY data /\nRUN sleep 1; echo " + UUID.randomUUID() + "\n");
        BuildResult result = new MultiPlatformBuild(Engines.of(bed, "a"), Engines.anonymous(), event -> {})
                .run(Requests.push(folder, tag, "linux/amd64"));
        PlatformImage image = result.platforms().get(0);
        assertThat(image.phases().context()).isPositive();
        assertThat(image.phases().export()).isPositive();
        assertThat(image.buildSeconds()).isGreaterThanOrEqualTo(1);
        assertThat(image.phases().context()
                        + image.buildSeconds()
                        + image.phases().export())
                .isCloseTo(image.seconds(), Offset.offset(0.001));
    }
}
