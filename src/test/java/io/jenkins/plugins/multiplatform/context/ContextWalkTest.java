package io.jenkins.plugins.multiplatform.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ContextWalkTest {
    @TempDir
    Path root;

    static List<FileStat> walk(Path root, ContextFilter filter) throws IOException {
        ContextWalk walk = ContextWalk.open(root, filter);
        List<FileStat> stats = new ArrayList<>();
        for (Optional<FileStat> stat = walk.next(); stat.isPresent(); stat = walk.next()) {
            stats.add(stat.get());
        }
        return stats;
    }

    static List<String> paths(Path root, ContextFilter filter) throws IOException {
        return walk(root, filter).stream().map(FileStat::path).toList();
    }

    private Path write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    private List<String> following(String... paths) throws IOException {
        return paths(root, new ContextFilter(List.of(), List.of(), List.of(paths)));
    }

    private FileStat only(String path) throws IOException {
        return walk(root, ContextFilter.ALL).stream()
                .filter(stat -> stat.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void goesDownBeforeItGoesOnAndSortsByBytes() throws Exception {
        for (String path : List.of("sub/b", "sub-a", "sub.z", "Z", "a", "😀", "Ａ", "é")) {
            write(path, "");
        }
        assertThat(paths(root, ContextFilter.ALL))
                .containsExactly("Z", "a", "sub", "sub/b", "sub-a", "sub.z", "é", "Ａ", "😀");
    }

    @Test
    void describesFilesAsGoDoes() throws Exception {
        Path file = write("dir/run", "12345");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000, 123_456_789)));
        Path folder = file.getParent();
        Files.setAttribute(folder, "unix:mode", 0041777);
        run("touch", "-d", "@-1.5", folder.toString());
        assertThat(walk(root, ContextFilter.ALL))
                .containsExactly(
                        new FileStat("dir", 1 << 31 | 1 << 20 | 0777, 0, -1_500_000_000L, ""),
                        new FileStat("dir/run", 0751, 5, 1_700_000_000_123_456_789L, ""));
    }

    @Test
    void keepsTheSetIdBits() throws Exception {
        Path file = write("su", "");
        Files.setAttribute(file, "unix:mode", 0106755);
        assertThat(only("su").mode()).isEqualTo(1 << 23 | 1 << 22 | 0755);
        assertThat(only("su").isRegular()).isTrue();
    }

    @Test
    void sendsLinksAsTheyAreWritten() throws Exception {
        Files.createSymbolicLink(root.resolve("link"), Path.of("../nowhere/é"));
        FileStat link = only("link");
        assertThat(link.linkname()).isEqualTo("../nowhere/é");
        assertThat(link.mode()).isEqualTo(1 << 27 | 0777);
        assertThat(link.size()).isEqualTo("../nowhere/é".getBytes("UTF-8").length);
        assertThat(link.isSymbolicLink()).isTrue();
    }

    @Test
    void doesNotWalkIntoLinkedFolders() throws Exception {
        write("real/file", "");
        Files.createSymbolicLink(root.resolve("linked"), Path.of("real"));
        assertThat(paths(root, ContextFilter.ALL)).containsExactly("linked", "real", "real/file");
    }

    @Test
    void aSecondNameOfAFileHasTheFirstNameAndTheRealSize() throws Exception {
        Path file = write("b", "123");
        Files.createLink(root.resolve("a"), file);
        Files.createLink(root.resolve("c"), file);
        assertThat(walk(root, ContextFilter.ALL))
                .extracting(FileStat::path, FileStat::linkname, FileStat::size)
                .containsExactly(tuple("a", "", 3L), tuple("b", "a", 3L), tuple("c", "a", 3L));
    }

    @Test
    void theFirstNameIsOneThatIsSent() throws Exception {
        Path file = write("b", "123");
        Files.createLink(root.resolve("a"), file);
        assertThat(walk(root, ContextFilter.excluding(List.of("a"))))
                .extracting(FileStat::path, FileStat::linkname)
                .containsExactly(tuple("b", ""));
    }

    @Test
    void pipesHaveTheirTypeAndSocketsHaveNone() throws Exception {
        run("mkfifo", root.resolve("pipe").toString());
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(root.resolve("socket")));
            assertThat(only("pipe").isRegular()).isFalse();
            assertThat(only("pipe").mode() & GoFileMode.TYPE).isEqualTo(1 << 25);
            assertThat(only("socket").isRegular()).isTrue();
            assertThat(only("socket").mode() & GoFileMode.TYPE).isZero();
        }
    }

    @Test
    void devicesHaveTheirNumbers() throws Exception {
        assertThat(FileAttributes.of(Path.of("/dev/null")))
                .extracting(
                        device -> device.mode() & GoFileMode.TYPE, FileAttributes::devMajor, FileAttributes::devMinor)
                .containsExactly(1 << 26 | 1 << 21, 1L, 3L);
    }

    @Test
    void foldersOfAnExceptionComeFirst() throws Exception {
        write("node_modules/keep/it", "");
        write("node_modules/drop/it", "");
        write("z", "");
        assertThat(paths(root, ContextFilter.excluding(List.of("node_modules", "!node_modules/keep/it"))))
                .containsExactly("node_modules", "node_modules/keep", "node_modules/keep/it", "z");
        assertThat(paths(root, ContextFilter.excluding(List.of("node_modules"))))
                .containsExactly("z");
        assertThat(paths(root, ContextFilter.excluding(List.of("**", "!**/keep"))))
                .containsExactly("node_modules", "node_modules/keep", "node_modules/keep/it");
    }

    @Test
    void includesComeWithTheirFolders() throws Exception {
        write("src/main/a.go", "");
        write("src/main/b.txt", "");
        write("src/test/c.go", "");
        assertThat(paths(root, new ContextFilter(List.of("src/main/*.go"), List.of(), List.of())))
                .containsExactly("src", "src/main", "src/main/a.go");
        assertThat(paths(root, new ContextFilter(List.of("src"), List.of("**/*.go"), List.of())))
                .containsExactly("src", "src/main", "src/main/b.txt", "src/test");
        assertThat(paths(root, new ContextFilter(List.of("src/test/**"), List.of(), List.of())))
                .containsExactly("src", "src/test", "src/test/c.go");
    }

    @Test
    void anExcludedFolderThatCannotHoldAnythingIsNotRead() throws Exception {
        Path locked = Files.createDirectory(root.resolve("locked"));
        write("a", "");
        Files.delete(locked);
        Files.createSymbolicLink(locked, locked);
        assertThat(paths(root, ContextFilter.excluding(List.of("locked")))).containsExactly("a");
    }

    @Test
    void followsLinksAndWhatTheyLeadTo() throws Exception {
        write("real/dir/file", "");
        write("real/other", "");
        Files.createSymbolicLink(root.resolve("one"), Path.of("real/dir"));
        Files.createSymbolicLink(root.resolve("real/up"), Path.of("/real/other"));
        assertThat(following("one/file")).containsExactly("one", "real", "real/dir", "real/dir/file");
        assertThat(following("/real/up")).containsExactly("real", "real/other", "real/up");
        assertThat(following("Dockerfile")).isEmpty();
        assertThat(following(".")).hasSize(6);
    }

    @Test
    void followsLinksBehindWildcards() throws Exception {
        write("target", "");
        write("ab", "");
        Files.createSymbolicLink(root.resolve("ac"), Path.of("target"));
        assertThat(following("a*")).containsExactly("ab", "ac", "target");
        assertThat(following("nowhere/a*")).isEmpty();
    }

    @Test
    void endsWhereLinksLeadInCircles() throws Exception {
        Files.createSymbolicLink(root.resolve("a"), Path.of("b/x"));
        Files.createSymbolicLink(root.resolve("b"), Path.of("a"));
        assertThat(following("a")).containsExactly("a", "b");
    }

    @Test
    void looksAtNothingOutside() throws Exception {
        Path context = Files.createDirectory(root.resolve("context"));
        write("secret/file", "");
        Files.createSymbolicLink(context.resolve("out"), Path.of("../secret"));
        write("context/secret/file", "inside");
        assertThat(paths(context, new ContextFilter(List.of(), List.of(), List.of("out/file", "../secret"))))
                .containsExactly("out", "secret", "secret/file");
    }

    @Test
    void whatVanishesIsLeftOut() throws Exception {
        write("a/1", "");
        write("b/1", "");
        write("c", "");
        write("d", "");
        ContextWalk walk = ContextWalk.open(root, ContextFilter.ALL);
        assertThat(walk.next()).map(FileStat::path).contains("a");
        Files.delete(root.resolve("a/1"));
        Files.delete(root.resolve("b/1"));
        Files.delete(root.resolve("b"));
        Files.delete(root.resolve("c"));
        assertThat(walk.next()).map(FileStat::path).contains("d");
        assertThat(walk.next()).isEmpty();
    }

    @Test
    void saysThatThereIsNoSuchFolder() {
        assertThatThrownBy(() -> ContextWalk.open(root.resolve("nix"), ContextFilter.ALL))
                .isInstanceOf(ContextException.class)
                .hasMessage("unable to prepare context: path \"" + root + "/nix\" not found");
    }

    @Test
    void anInterruptEndsTheWalk() throws Exception {
        write("a", "");
        ContextWalk walk = ContextWalk.open(root, ContextFilter.ALL);
        Thread.currentThread().interrupt();
        assertThatThrownBy(walk::next).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
