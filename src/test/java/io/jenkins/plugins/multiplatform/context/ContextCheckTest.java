package io.jenkins.plugins.multiplatform.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ContextCheckTest {
    @TempDir
    Path root;

    @Test
    void givesTheDockerfile() throws Exception {
        Path dockerfile = Files.createFile(root.resolve("Dockerfile"));
        assertThat(ContextCheck.dockerfile(dockerfile)).isEqualTo(dockerfile);
    }

    @Test
    void takesALowerCaseDockerfileWhereThereIsNoOther() throws Exception {
        Path lower = Files.createFile(root.resolve("dockerfile"));
        assertThat(ContextCheck.dockerfile(root.resolve("Dockerfile"))).isEqualTo(lower);
    }

    @Test
    void missesTheDockerfile() {
        assertThatThrownBy(() -> ContextCheck.dockerfile(root.resolve("Dockerfile")))
                .isInstanceOf(ContextException.class)
                .hasMessage("failed to read dockerfile: open Dockerfile: no such file or directory");
    }

    @Test
    void refusesAFolderAsDockerfile() {
        assertThatThrownBy(() -> ContextCheck.dockerfile(root))
                .hasMessage("failed to read dockerfile: open " + root.getFileName() + ": is a directory");
    }

    @Test
    void missesTheContext() throws Exception {
        Path file = Files.createFile(root.resolve("file"));
        assertThatThrownBy(() -> ContextCheck.folder(file))
                .isInstanceOf(ContextException.class)
                .hasMessage("unable to prepare context: path \"" + file + "\" not found");
    }

    /** Needs a user whom permissions bind, which root isn't. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void findsFilesThatCannotBeRead() throws Exception {
        Path locked = Files.createFile(root.resolve("locked"));
        Files.createFile(root.resolve("open"));
        Files.setPosixFilePermissions(locked, Set.of());
        assumeThat(Files.isReadable(locked)).isFalse();
        assertThat(ContextCheck.unreadable(Location.of(root.toRealPath()), ContextFilter.ALL, 10))
                .containsExactly("locked");
        assertThat(ContextCheck.unreadable(
                        Location.of(root.toRealPath()), ContextFilter.excluding(List.of("locked")), 10))
                .isEmpty();
        assertThatThrownBy(() -> FileSource.open(root).read("locked"))
                .isInstanceOf(ContextException.class)
                .hasMessage("Tried to read the file locked of the build context, but permission denied."
                        + " Let the user of this process read it, or add it to .dockerignore.");
        assertThatThrownBy(() -> ContextCheck.dockerfile(locked))
                .hasMessage("failed to read dockerfile: open locked: permission denied");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFolderThatCannotBeListedIsNamedUnlessItIsLeftOut() throws Exception {
        Path locked = Files.createDirectory(root.resolve("locked"));
        Files.setPosixFilePermissions(locked, Set.of());
        assumeThat(Files.isReadable(locked)).isFalse();
        assertThatThrownBy(() -> ContextWalkTest.paths(root, ContextFilter.ALL))
                .isInstanceOf(ContextException.class)
                .hasMessage("Tried to read locked of the build context, but permission denied."
                        + " Let the user of this process read it, or add it to .dockerignore.");
        assertThat(ContextWalkTest.paths(root, ContextFilter.excluding(List.of("locked", "!locked/a"))))
                .isEmpty();
    }
}
