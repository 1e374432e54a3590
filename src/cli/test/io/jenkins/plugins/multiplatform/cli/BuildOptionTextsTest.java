package io.jenkins.plugins.multiplatform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.cli.Cli.Outcome;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users search for buildx's texts: each of these is compared with what the real one says. */
@NeedsTestBed
@Timeout(60)
class BuildOptionTextsTest {
    /** buildx puts these before some of the texts, and in no system. */
    private static final String PREFIXES = "^ERROR: (failed to build: )?(parse annotations: )?(failed to solve: )?";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--network bridge",
                "--add-host a",
                "--add-host a:b",
                "--add-host a:1.2.3.4,b",
                "--shm-size x",
                "--shm-size 12q",
                "--ulimit nofile",
                "--ulimit bogus=1",
                "--ulimit nofile=x",
                "--ulimit nofile=3:2",
                "--allow foo",
                "--build-context x",
                "--build-context A=x",
                "--build-context a=/nowhere",
                "--no-cache --no-cache-filter a",
                "--cache-to type=registry",
                "--cache-from type=registry",
                "--annotation x",
                "--annotation foo:a=b",
                "--annotation Foo:a=b",
                "--annotation manifest[linux/x/y/z]:a=b",
                "--attest x",
                "--attest a=b",
                "--attest type=foo",
                "--attest type=sbom,disabled=perhaps",
                "--build-arg =x",
                "--label =x"
            })
    void saysWhatBuildxSays(String options, TestBed bed) throws Exception {
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\nCOPY Dockerfile /\n");
        List<String> arguments = new ArrayList<>(List.of("build"));
        arguments.addAll(List.of(options.split(" ")));
        arguments.add(folder.toString());
        String engine = "unix://" + bed.get("engine.a.socket");
        Outcome ours = new Cli(folder).with("DOCKER_HOST", engine).run(arguments.toArray(String[]::new));
        assertThat(ours.code()).isEqualTo(1);
        assertThat(ours.out()).isEmpty();
        assertThat(text(ours.err())).isEqualTo(text(buildx(bed, engine, arguments)));
    }

    private static String text(String err) {
        String last = err.lines()
                .filter(line -> line.startsWith("ERROR: "))
                .reduce((first, second) -> second)
                .orElse(err);
        return last.replaceFirst(PREFIXES, "").replaceFirst(" of --(build-arg|label)", "");
    }

    private String buildx(TestBed bed, String engine, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(bed.get("buildx")));
        command.addAll(arguments);
        Path output = Files.createTempFile(folder, "buildx", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(output.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("DOCKER_HOST", engine);
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
