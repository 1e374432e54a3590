package io.jenkins.plugins.multiplatform.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What depends on how the JVM was started: its locale and its heap. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class ContextWalkProcessTest {
    @TempDir
    Path folder;

    private String walk(List<String> options, String... arguments) throws Exception {
        return run(options, WalkMain.class, arguments);
    }

    private String run(List<String> options, Class<?> main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("LC_ALL", "POSIX");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    private void shell(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void namesAreUtf8InAJvmWithoutALocale() throws Exception {
        shell("mkdir -p 'c/dé' && cd c && printf 12 >'dé/ü' && ln -s 'dé/ü' '😀' && ln -s '../dé/%41' 'dé/z'"
                + " && ln -s /é abs && ln 'dé/ü' x");
        assertThat(walk(List.of(), folder.resolve("c").toString(), "names").lines())
                .containsExactly(
                        "abs -> /é -1",
                        "dé ->  -1",
                        "dé/z -> ../dé/%41 -1",
                        "dé/ü ->  2",
                        "x -> dé/ü 2",
                        "😀 -> dé/ü -1",
                        "6");
    }

    @Test
    void aNameThatIsNotUtf8IsRefusedUnlessItIsLeftOut() throws Exception {
        shell("mkdir c && cd c && touch \"$(printf 'bad\\377')\" fine");
        assertThat(walk(List.of(), folder.resolve("c").toString(), "names"))
                .contains("of the build context, but its name isn't UTF-8."
                        + " Rename it, or leave it out by .dockerignore.");
        assertThat(walk(List.of(), folder.resolve("c").toString(), "names", "bad*")
                        .lines())
                .containsExactly("fine ->  0", "1");
    }

    @Test
    void twentyThousandFilesNeedLittleHeap() throws Exception {
        Path context = Files.createDirectory(folder.resolve("c"));
        for (int i = 0; i < 40; i++) {
            Path below = Files.createDirectory(context.resolve("folder" + i));
            for (int j = 0; j < 500; j++) {
                Files.createFile(below.resolve("a-file-with-a-rather-long-name-" + j + ".txt"));
            }
        }
        List<String> options = List.of("-Xmx8m", "-XX:+UseSerialGC");
        assertThat(walk(options, context.toString(), "quiet").lines()).containsExactly("20040");
    }

    /** As many as may be; an ignore file's text and its patterns are a few MiB themselves. */
    @Test
    void twoHundredThousandPatternsNeedLittleHeap() throws Exception {
        List<String> options = List.of("-Xmx96m", "-XX:+UseSerialGC");
        for (String kind : List.of("names", "folders", "suffixes", "wildcards", "deep")) {
            assertThat(run(options, PatternsMain.class, kind, "200000").lines())
                    .as(kind)
                    .containsExactly("true false");
        }
    }

    @Test
    void aMillionLinesAreRefusedInLittleHeap() throws Exception {
        List<String> options = List.of("-Xmx96m", "-XX:+UseSerialGC");
        assertThat(run(options, PatternsMain.class, "names", "1000000").lines())
                .containsExactly("failed to read .dockerignore: it has more than 200000 patterns or 6291456 characters,"
                        + " which is the most that a daemon can ask with. Use fewer and wider patterns");
    }
}
