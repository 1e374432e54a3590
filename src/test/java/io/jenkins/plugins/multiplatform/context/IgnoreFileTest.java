package io.jenkins.plugins.multiplatform.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IgnoreFileTest {
    @TempDir
    Path folder;

    private static List<String> parse(String text) {
        return IgnoreFile.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsPatternsAsMobyDoes() {
        assertThat(parse("\uFEFF# comment\n/a/file\r\n  b/../c  \n\n!  /d/file\n #no comment\n./e/\n/\n!\n! \nlast"))
                .containsExactly("a/file", "c", "!d/file", "#no comment", "e", "/", "!", "!", "last");
    }

    @Test
    void takesAByteOrderMarkOffTheFirstLineOnly() {
        assertThat(parse("\uFEFFa\n\uFEFFb")).containsExactly("a", "\uFEFFb");
    }

    @Test
    void anEmptyFileHasNoPatterns() {
        assertThat(parse("")).isEmpty();
        assertThat(parse("\n \n#\n")).isEmpty();
    }

    @Test
    void theDockerfilesOwnFileWinsOverTheContexts() throws Exception {
        Path dockerfile = Files.createFile(folder.resolve("app.Dockerfile"));
        assertThat(IgnoreFile.find(folder, Optional.of(dockerfile))).isEmpty();
        Path shared = Files.createFile(folder.resolve(".dockerignore"));
        assertThat(IgnoreFile.find(folder, Optional.of(dockerfile))).contains(shared);
        Path own = Files.createFile(folder.resolve("app.Dockerfile.dockerignore"));
        assertThat(IgnoreFile.find(folder, Optional.of(dockerfile))).contains(own);
    }
}
