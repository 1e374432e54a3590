package io.jenkins.plugins.multiplatform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.cli.Cli.Outcome;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@NeedsTestBed
@Timeout(60)
class DockerfileFlagTest {
    @TempDir
    private Path folder;

    private Path context;
    private Cli cli;

    @BeforeEach
    void prepare(TestBed bed) throws IOException {
        cli = new Cli(folder).with("DOCKER_HOST", "unix://" + bed.get("engine.a.socket"));
        context = Files.createDirectory(folder.resolve("context"));
        Files.writeString(context.resolve("kept"), "kept\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("S30: --file - reads the Dockerfile from standard input")
    void theDockerfileIsPiped() throws Exception {
        Path target = folder.resolve("out");
        Outcome outcome = cli.reading(bytes("FROM scratch\nCOPY kept /piped\n"))
                .run("build", "-f", "-", "-o", target.toString(), context.toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(target.resolve("piped")).hasContent("kept\n");
        assertThat(context.resolve("Dockerfile")).doesNotExist();
    }

    @Test
    void standardInputWithoutADockerfileIsRefused() {
        Outcome empty = cli.run("build", "-f", "-", context.toString());
        assertThat(empty.code()).isEqualTo(1);
        assertThat(empty.err()).isEqualTo("ERROR: failed to read dockerfile: standard input: it is empty\n");
        Outcome large = cli.reading(new byte[(4 << 20) + 1]).run("build", "-f", "-", context.toString());
        assertThat(large.err())
                .isEqualTo(
                        "ERROR: failed to read dockerfile: standard input: it has more than 4 MiB; is it a Dockerfile?\n");
        Outcome binary = cli.reading((byte) 0xff).run("build", "-f", "-", context.toString());
        assertThat(binary.err())
                .isEqualTo(
                        "ERROR: failed to read dockerfile: standard input: it is no text in UTF-8; is it a Dockerfile?\n");
    }

    @Test
    void standardInputIsNoContext() {
        Outcome both = cli.run("build", "-f", "-", "-");
        assertThat(both.code()).isEqualTo(1);
        assertThat(both.err())
                .isEqualTo("ERROR: invalid argument: can't use stdin for both build context and dockerfile\n");
        Outcome context = cli.run("build", "-");
        assertThat(context.err())
                .isEqualTo(
                        "ERROR: the build context can't be read from standard input: give a folder or an address, and"
                                + " the Dockerfile alone with --file -\n");
    }
}
