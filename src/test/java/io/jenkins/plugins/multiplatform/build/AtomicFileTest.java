package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class AtomicFileTest {
    @TempDir
    private Path folder;

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void aPrivateFileIsPrivateEvenInPlaceOfAPublicOne() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        AtomicFile.writePrivate(file, "new");
        assertThat(file).hasContent("new");
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void anyOtherFileIsWhatTheProcessMakes() throws Exception {
        Path usual = Files.createFile(folder.resolve("usual"));
        AtomicFile.write(folder.resolve("file"), "text");
        assertThat(permissions(folder.resolve("file"))).isEqualTo(permissions(usual));
    }
}
