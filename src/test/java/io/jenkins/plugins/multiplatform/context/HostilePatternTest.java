package io.jenkins.plugins.multiplatform.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.hostile.Hostile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ignore files and a daemon's patterns that nobody means well with. */
@Timeout(60)
class HostilePatternTest {
    private static final List<String> GRAMMAR = List.of(
            "a",
            "b",
            "ab",
            ".",
            "/",
            "/",
            "*",
            "**",
            "**/",
            "?",
            "!",
            "!",
            "[a-b]",
            "[^a]",
            "[",
            "]",
            "[[:alpha:]]",
            "[b-a]",
            "\\",
            "\\d",
            "\\*",
            "{2}",
            "{0,3}",
            "{",
            "}",
            "|",
            "^",
            "$",
            "+",
            "(",
            ")",
            "..",
            "../",
            "\n",
            "\n",
            "#",
            " ",
            "\r");

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void patternsAreAppliedOrRefused(long seed) throws Exception {
        Files.createDirectories(folder.resolve("a/b/ab"));
        Files.writeString(folder.resolve("a/b/ab/a"), "");
        Files.createSymbolicLink(folder.resolve("b"), Path.of("a/../a/b"));
        Files.createSymbolicLink(folder.resolve("ab"), Path.of("ab"));
        Hostile hostile = new Hostile(seed);
        int applied = 0;
        for (int i = 0; i < 2_000; i++) {
            String text = hostile.text(GRAMMAR, 12);
            String other = hostile.text(GRAMMAR, 6);
            try {
                List<String> patterns = parse(text);
                List<String> others = parse(other);
                PatternMatcher.of(patterns).matches("a/b/ab/a");
                ContextWalk walk = ContextWalk.open(folder, new ContextFilter(others, patterns, others));
                Optional<FileStat> entry = walk.next();
                while (entry.isPresent()) {
                    assertThat(entry.get().path()).doesNotContain("..").doesNotStartWith("/");
                    entry = walk.next();
                }
                applied++;
            } catch (ContextException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
        assertThat(applied).as("else the generator makes nothing but refuse").isGreaterThan(200);
    }

    private static List<String> parse(String text) throws ContextException {
        return IgnoreFile.parse(text.getBytes(StandardCharsets.UTF_8), IgnoreFile.NAME);
    }

    @Test
    void wildcardsThatKeepOtherEnginesBusyForEver() throws Exception {
        String path = "a".repeat(4_000);
        for (String pattern : List.of(
                "*a".repeat(500) + "b",
                "**/".repeat(300) + "b",
                "[a]*".repeat(300) + "b",
                "a{0,1000}".repeat(5) + "b?")) {
            assertThat(PatternMatcher.of(List.of(pattern)).matches(path)).isFalse();
        }
    }

    @Test
    void aChainOfLinksThatFillsAStack() throws Exception {
        int links = 20_000;
        for (int i = 0; i < links; i++) {
            Files.createSymbolicLink(folder.resolve("l" + i), Path.of("l" + (i + 1)));
        }
        ContextWalk walk = ContextWalk.open(folder, new ContextFilter(List.of(), List.of(), List.of("l0")));
        int found = 0;
        while (walk.next().isPresent()) {
            found++;
        }
        assertThat(found).isEqualTo(links);
    }

    @Test
    void repetitionsThatWouldFillTheMemory() {
        String pattern = "?{1000}".repeat(200_000);
        assertThatThrownBy(() -> PatternMatcher.of(List.of(pattern)).matches("a"))
                .isInstanceOf(InvalidPatternException.class)
                .hasMessageStartingWith("syntax error in pattern: \"?{1000}");
    }
}
