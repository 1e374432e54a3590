package io.jenkins.plugins.multiplatform.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class IgnoreFileTest {
    @TempDir
    Path folder;

    private static List<String> parse(String text) throws ContextException {
        return IgnoreFile.parse(text.getBytes(StandardCharsets.UTF_8), ".dockerignore");
    }

    @Test
    void readsPatternsAsMobyDoes() throws Exception {
        assertThat(parse("\uFEFF# comment\n/a/file\r\n  b/../c  \n\n!  /d/file\n #no comment\n./e/\n/\n!\n! \nlast"))
                .containsExactly("a/file", "c", "!d/file", "#no comment", "e", "/", "!", "!", "last");
    }

    @Test
    void takesAByteOrderMarkOffTheFirstLineOnly() throws Exception {
        assertThat(parse("\uFEFFa\n\uFEFFb")).containsExactly("a", "\uFEFFb");
    }

    @Test
    void anEmptyFileHasNoPatterns() throws Exception {
        assertThat(parse("")).isEmpty();
        assertThat(parse("\n \n#\n")).isEmpty();
    }

    private Optional<IgnoreFile.Content> read() throws Exception {
        return IgnoreFile.read(Location.of(folder.toRealPath()), ".dockerignore");
    }

    private void isRefused(String message) {
        assertThatThrownBy(this::read).isInstanceOf(ContextException.class).hasMessage(message);
    }

    private static String text(String why, String cure) {
        return "failed to read .dockerignore: it " + why + ". Builds without it would send what it leaves out. " + cure;
    }

    private void write(byte[] content) throws Exception {
        Files.write(folder.resolve(".dockerignore"), content);
    }

    private void link(String target) throws Exception {
        Files.createSymbolicLink(folder.resolve(".dockerignore"), Path.of(target));
    }

    @Test
    void aFileThatIsNotThereLeavesNothingOut() throws Exception {
        assertThat(read()).isEmpty();
    }

    @Test
    void aByteOrderMarkOfUtf8IsTaken() throws Exception {
        write("\uFEFFsecret*\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(read().orElseThrow().patterns()).containsExactly("secret*");
    }

    @Test
    void utf16IsRefused() throws Exception {
        write("\uFEFFsecret*\r\n".getBytes(StandardCharsets.UTF_16LE));
        isRefused(text("is UTF-16, as PowerShell's > writes it", "Save it as UTF-8"));
        write("\uFEFFsecret*\r\n".getBytes(StandardCharsets.UTF_16BE));
        isRefused(text("is UTF-16, as PowerShell's > writes it", "Save it as UTF-8"));
        write("a\nsecret*\n".getBytes(StandardCharsets.UTF_16LE));
        isRefused(text("has a NUL byte in line 1, as UTF-16 has", "Save it as UTF-8"));
    }

    @Test
    void anotherEncodingIsRefusedButInComments() throws Exception {
        write("# f\u00fcr\nkey\ns\u00fc\u00df*\n".getBytes(StandardCharsets.ISO_8859_1));
        isRefused(text("is no text in UTF-8 (line 3)", "Save it as UTF-8"));
        write("# f\u00fcr\nkey\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(read().orElseThrow().patterns()).containsExactly("key");
    }

    @Test
    void aFolderIsRefused() throws Exception {
        Files.createDirectory(folder.resolve(".dockerignore"));
        isRefused(text("is a directory", "Make it a text file, or remove it"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPipeIsRefusedAndNotWaitedFor() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", folder.resolve(".dockerignore").toString())
                        .start()
                        .waitFor())
                .isZero();
        isRefused(text("is no file but a device, a pipe or a socket", "Make it a text file, or remove it"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(20)
    void linksAreFollowedWhereANodeFollowsThem() throws Exception {
        Files.createDirectories(folder.resolve("etc/ignore"));
        Files.writeString(folder.resolve("etc/ignore/file"), "secret*\n");
        Files.createSymbolicLink(folder.resolve("lists"), Path.of("etc/./ignore"));
        link("lists/../ignore/file");
        assertThat(read().orElseThrow().patterns()).containsExactly("secret*");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(20)
    void linksThatLeadOutAreRefused() throws Exception {
        String refused = text(
                "is a link that a node can't follow: it leads out of the folder that is sent",
                "Put the file itself in its place, or a link relative to it that stays in the folder");
        Files.writeString(folder.resolve("other"), "secret*\n");
        for (String target : List.of(
                "/dev/zero",
                "../" + folder.getFileName() + "/other",
                folder.resolve("other").toString(),
                ".dockerignore")) {
            link(target);
            isRefused(refused);
            Files.delete(folder.resolve(".dockerignore"));
        }
        link("gone");
        isRefused(text("is a link to nothing", "Remove it, or put there what it leads to"));
    }

    @Test
    void hugeFilesAndLinesAreRefused() throws Exception {
        try (FileChannel sparse = FileChannel.open(
                folder.resolve(".dockerignore"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            sparse.write(ByteBuffer.wrap(new byte[] {'a'}), 1L << 36);
        }
        isRefused(text("has more than 16777216 bytes", "Make it a text file, or remove it"));
        write(("a\n" + "b".repeat(65_536)).getBytes(StandardCharsets.UTF_8));
        isRefused(text("has more than 65535 bytes in line 2", "Shorten it"));
        write("a\n".repeat(ContextFilter.MAX_PATTERNS + 1).getBytes(StandardCharsets.UTF_8));
        isRefused("failed to read .dockerignore: it has more than 200000 patterns or 6291456 characters, which is the"
                + " most that a daemon can ask with. Use fewer and wider patterns");
    }

    @Test
    void aSyntaxErrorNamesItsLine() throws Exception {
        write("a\n\n# [\n!b[\n".getBytes(StandardCharsets.UTF_8));
        isRefused("failed to read .dockerignore, line 4: syntax error in pattern: \"b[\"");
    }
}
