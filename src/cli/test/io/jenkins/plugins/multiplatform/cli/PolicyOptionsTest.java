package io.jenkins.plugins.multiplatform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.jenkins.plugins.multiplatform.cli.Cli.Outcome;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a build does when platforms fail or take long, as the command line asks for it. */
@NeedsTestBed
@Timeout(120)
class PolicyOptionsTest {
    private static final String ARM_FAILS = "RUN [ $(uname -m) = x86_64 ] || exit 3";
    private static final String REASON =
            "failed to solve: process \"/bin/sh -c [ $(uname -m) = x86_64 ] || exit 3\" did not complete"
                    + " successfully: exit code: 3";
    private static final String MISSING = "the result is without the optional platform linux/arm64: " + REASON;

    @TempDir
    private Path folder;

    private Cli cli;
    private String tag;
    private Path context;

    @BeforeEach
    void prepare(TestBed bed) throws IOException {
        cli = new Cli(folder).with("DOCKER_HOST", "unix://" + bed.get("engine.a.socket"));
        tag = bed.get("registry.plain") + "/cli/" + UUID.randomUUID() + ":1";
        context = Files.createDirectory(folder.resolve("context"));
    }

    private Outcome build(String step, String... options) throws IOException {
        Files.writeString(context.resolve("Dockerfile"), "FROM alpine\n" + step + "\n");
        List<String> always = List.of("build", "--platform=linux/amd64,linux/arm64", "-t", tag, "--push");
        return cli.run(Stream.of(always.stream(), Stream.of(options), Stream.of(context.toString()))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }

    @Test
    void publishesWithoutAnOptionalPlatformAndWarns() throws Exception {
        Path metadata = folder.resolve("metadata.json");
        Outcome built = build(ARM_FAILS, "--optional=linux/arm64", "--metadata-file=" + metadata);
        assertThat(built.code()).as(built.err()).isZero();
        assertThat(built.err()).endsWith("WARNING: " + MISSING + "\n");
        JsonObject json = JsonParser.parseString(Files.readString(metadata)).getAsJsonObject();
        assertThat(json.getAsJsonObject("multi-platform-build.missing"))
                .hasToString("{\"linux/arm64\":" + new JsonPrimitive(REASON) + "}");
        assertThat(json.getAsJsonObject("multi-platform-build.platforms").keySet())
                .containsExactly("linux/amd64");
        assertThat(cli.run("imagetools", "inspect", tag).out())
                .contains("linux/amd64")
                .doesNotContain("linux/arm64");
    }

    @Test
    void theWarningOfRawJsonIsALineOfJson() throws Exception {
        Outcome built = build(ARM_FAILS, "--optional=linux/arm64", "--progress=rawjson");
        assertThat(built.code()).as(built.err()).isZero();
        String short64 = Base64.getEncoder().encodeToString(MISSING.getBytes(StandardCharsets.UTF_8));
        assertThat(built.err())
                .endsWith("{\"platform\":\"linux/arm64\",\"warnings\":[{\"short\":\"" + short64 + "\"}]}\n");
    }

    @Test
    void buildsAFailedPlatformAgain() throws Exception {
        String id = UUID.randomUUID().toString();
        Outcome built = build(
                "RUN --mount=type=cache,id=" + id + ",target=/c : " + id
                        + "; [ $(uname -m) = x86_64 ] || [ -f /c/tried ] || { touch /c/tried; exit 3; }",
                "--retries=1");
        assertThat(built.code()).as(built.err()).isZero();
        assertThat(built.err()).contains("[linux/arm64] attempt 2\n").doesNotContain("[linux/amd64] attempt");
    }

    @Test
    void cancelsWhatTakesTooLong() throws Exception {
        Outcome built = build("RUN [ $(uname -m) = x86_64 ] || sleep 600", "--timeout=15s");
        assertThat(built.code()).isEqualTo(1);
        assertThat(built.err())
                .contains("ERROR: linux/arm64 on default: not built within 15 s, the time limit for a platform; it was"
                        + " cancelled\n");
    }

    @Test
    void aPlatformThatIsSilentForTooLongFails() throws Exception {
        Outcome built = build("RUN [ $(uname -m) = x86_64 ] || sleep 600", "--stall-timeout=8s");
        assertThat(built.code()).isEqualTo(1);
        assertThat(built.err())
                .contains("ERROR: linux/arm64 on default: [2/2] RUN [ $(uname -m) = x86_64 ] || sleep 600 has written"
                        + " nothing for 8 s, the limit that stallTimeout sets; it was cancelled\n");
    }

    @Test
    void theFirstFailureEndsTheOthersWhenAsked() throws Exception {
        Outcome built = build("RUN [ $(uname -m) = x86_64 ] && exit 3 || sleep 600", "--fail-fast");
        assertThat(built.code()).isEqualTo(1);
        assertThat(built.err())
                .endsWith("linux/arm64 on default: cancelled, because linux/amd64 failed\n")
                .contains("ERROR: linux/amd64 on default: failed to solve: ");
    }

    @Test
    void buildsNoMoreAtOnceThanAllowed() throws Exception {
        Outcome built = build("RUN echo " + UUID.randomUUID(), "--max-parallel=1");
        assertThat(built.code()).as(built.err()).isZero();
        assertThat(built.err()
                        .lines()
                        .filter(line -> line.matches("\\[.*] (building on|pushed) .*"))
                        .map(line -> line.replaceAll("] (\\w+) .*", "] $1")))
                .containsExactly(
                        "[linux/amd64] building",
                        "[linux/amd64] pushed",
                        "[linux/arm64] building",
                        "[linux/arm64] pushed");
    }

    @Test
    void refusesWhatIsNoPolicy() throws Exception {
        assertThat(build("", "--retries=-1"))
                .isEqualTo(new Outcome(1, "", "ERROR: --retries: -1 is negative; 0 stands for none\n"));
        assertThat(build("", "--max-parallel=-2"))
                .isEqualTo(new Outcome(1, "", "ERROR: --max-parallel: -2 is negative; 0 stands for no limit\n"));
        assertThat(build("", "--timeout=soon"))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "ERROR: invalid timeout \"soon\": give a time such as 90s, 30m or 2h; a number alone is"
                                + " minutes\n"));
        assertThat(build("", "--stall-timeout=0").err())
                .isEqualTo("ERROR: invalid --stall-timeout \"0\": give a time such as 90s, 30m or 2h; a number alone is"
                        + " minutes\n");
        assertThat(build("", "--optional=linux/bogus").err())
                .isEqualTo("ERROR: \"linux/bogus\": unknown operating system or architecture: invalid argument\n");
        assertThat(build("", "--optional=linux/riscv64").err())
                .isEqualTo("ERROR: optional platform linux/riscv64 is not among the platforms: linux/amd64,"
                        + " linux/arm64\n");
    }
}
