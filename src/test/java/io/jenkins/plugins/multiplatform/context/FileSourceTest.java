package io.jenkins.plugins.multiplatform.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSourceTest {
    @TempDir
    Path folder;

    private Path root;
    private FileSource source;

    @BeforeEach
    void makeContext() throws Exception {
        root = Files.createDirectory(folder.resolve("context"));
        Files.createDirectory(root.resolve("dir"));
        Files.writeString(root.resolve("dir/file"), "content");
        Files.createDirectory(folder.resolve("outside"));
        Files.writeString(folder.resolve("outside/file"), "secret");
        source = FileSource.open(root);
    }

    private String read(String path) throws Exception {
        try (SeekableByteChannel channel = source.read(path).orElseThrow()) {
            ByteBuffer bytes = ByteBuffer.allocate(100);
            channel.read(bytes);
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        }
    }

    private static long openFiles() {
        return ((com.sun.management.UnixOperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getOpenFileDescriptorCount();
    }

    @Test
    void readsAFile() throws Exception {
        assertThat(read("dir/file")).isEqualTo("content");
    }

    @Test
    void whatIsGoneIsEmpty() throws Exception {
        assertThat(source.read("nix")).isEmpty();
        assertThat(source.read("nix/file")).isEmpty();
        assertThat(source.read("dir/file/below")).isEmpty();
        assertThat(source.read("dir")).isEmpty();
    }

    @Test
    void neverFollowsALinkOut() throws Exception {
        Files.createSymbolicLink(root.resolve("link"), folder.resolve("outside/file"));
        assertThat(source.read("link")).isEmpty();
        Files.createSymbolicLink(root.resolve("folder"), folder.resolve("outside"));
        assertThat(source.read("folder/file")).isEmpty();
    }

    @Test
    void aFolderSwappedForALinkAfterTheWalkIsNotFollowed() throws Exception {
        Files.delete(root.resolve("dir/file"));
        Files.delete(root.resolve("dir"));
        Files.createSymbolicLink(root.resolve("dir"), folder.resolve("outside"));
        assertThat(source.read("dir/file")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../outside/file", "/etc/passwd", "dir/../../outside/file", "", ".", "..", "dir//file", "a\0b"})
    void refusesWhatIsNoPathOfAWalk(String path) {
        assertThatThrownBy(() -> source.read(path))
                .isInstanceOf(ContextException.class)
                .hasMessage("Refused to read \"" + path + "\": it is no path of the build context.");
    }

    @Test
    @Timeout(10)
    void doesNotWaitForThePipesWriter() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", root.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(source.read("pipe")).isEmpty();
    }

    @Test
    void leavesNothingOpen() throws Exception {
        read("dir/file");
        long before = openFiles();
        for (int i = 0; i < 50; i++) {
            read("dir/file");
            assertThat(source.read("dir/nix")).isEqualTo(Optional.empty());
            assertThat(source.read("nix/nix")).isEqualTo(Optional.empty());
        }
        assertThat(openFiles()).isLessThan(before + 20);
    }
}
