package io.jenkins.plugins.multiplatform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.build.MirrorRule;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputFile;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.plan.OutputSpec;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outputs of a run between the calls that send to them. */
class OpenOutputsTest {
    private static final Platform AMD64 = Platform.of("linux", "amd64");

    @TempDir
    private Path folder;

    private final String name = UUID.randomUUID().toString();
    private final AtomicInteger closed = new AtomicInteger();
    private OutputSpec archive;
    private OutputSpec files;

    @BeforeEach
    void open() throws Exception {
        archive = OutputSpec.parse("type=tar,dest=" + folder.resolve("out.tar"));
        files = OutputSpec.parse("type=local,dest=" + folder.resolve("out"));
        OpenOutputs.open(
                name, List.of(archive, files), MirrorRule.here(false), Workspace.NONE, closed::incrementAndGet);
    }

    @AfterEach
    void close() throws Exception {
        OpenOutputs.close(name);
    }

    private OutputTarget.File part() throws IOException {
        return (OutputTarget.File) OpenOutputs.of(name).target(archive, AMD64, true);
    }

    private List<Path> written() throws IOException {
        try (var all = Files.list(folder)) {
            return all.toList();
        }
    }

    @Test
    void aPlatformsArchiveWaitsForTheOthersAndIsRemovedAtTheEnd() throws Exception {
        try (OutputFile file = part().open()) {
            file.append(new byte[10]);
            file.finish();
        }
        assertThat(written()).hasSize(1).doesNotContain(folder.resolve("out.tar"));
        OpenOutputs.close(name);
        assertThat(written()).isEmpty();
        assertThat(closed).hasValue(1);
        OpenOutputs.close(name);
        assertThat(closed).hasValue(1);
    }

    @Test
    void nothingGetsAPlaceAfterTheEnd() throws Exception {
        OutputTarget.File target = part();
        OutputTarget.Folder results = (OutputTarget.Folder) OpenOutputs.of(name).target(files, AMD64, true);
        try (OutputFile file = target.open()) {
            file.append(new byte[10]);
            OpenOutputs.close(name);
            assertThatThrownBy(file::finish).hasMessage("the build has ended and takes no output any more");
        }
        assertThatThrownBy(target::open).hasMessage("the build has ended and takes no output any more");
        assertThatThrownBy(results::open).hasMessage("the build has ended and takes no output any more");
        assertThat(written()).isEmpty();
    }

    @Test
    void whatIsClosedIsNotFound() throws Exception {
        OpenOutputs.close(name);
        assertThatThrownBy(() -> OpenOutputs.of(name))
                .isInstanceOf(IOException.class)
                .hasMessage("the outputs of this build are not open on this machine any more: its connection to the"
                        + " controller was interrupted");
    }

    @Test
    void aFileWhereAFolderShallGoIsFoundBeforeAnythingIsBuilt() throws Exception {
        Files.writeString(folder.resolve("out"), "x");
        String other = UUID.randomUUID().toString();
        assertThatThrownBy(
                        () -> OpenOutputs.open(other, List.of(files), MirrorRule.here(false), Workspace.NONE, () -> {}))
                .isInstanceOf(PlanException.class)
                .hasMessage("destination directory " + folder.resolve("out") + " is a file");
        assertThatThrownBy(() -> OpenOutputs.of(other)).isInstanceOf(IOException.class);
    }
}
