package io.jenkins.plugins.multiplatform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.cli.Cli.Outcome;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@NeedsTestBed
@Timeout(60)
class BuildCommandTest {
    private static final int SECONDS = 20;

    @TempDir
    private Path folder;

    private TestBed bed;
    private Cli cli;
    private String tag;
    private Path context;

    @BeforeEach
    void prepare(TestBed testBed) throws IOException {
        bed = testBed;
        cli = new Cli(folder).with("DOCKER_HOST", "unix://" + bed.get("engine.a.socket"));
        tag = bed.get("registry.plain") + "/cli/" + UUID.randomUUID() + ":1";
        context = Files.createDirectory(folder.resolve("context"));
    }

    private String dockerfile(String... lines) throws IOException {
        Files.writeString(context.resolve("Dockerfile"), String.join("\n", lines) + "\n");
        return context.toString();
    }

    private String buildx(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(bed.get("buildx")));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "buildx", ".out");
        Process process =
                new ProcessBuilder(command).redirectOutput(output.toFile()).start();
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("S21, S27, S28, S36, S81: two nodes, one pushed tag, and its text is buildx's")
    void buildsOnTwoNodesAndInspectsTheTag() throws Exception {
        cli.run(
                "create",
                "--name",
                "two",
                "--use",
                "--platform",
                "linux/amd64",
                "unix://" + bed.get("engine.a.socket"));
        cli.run(
                "create",
                "--name",
                "two",
                "--append",
                "--platform",
                "linux/arm64",
                "unix://" + bed.get("engine.b.socket"));
        Outcome built = cli.run(
                "build",
                "--platform",
                "linux/amd64,linux/arm64",
                "-t",
                tag,
                "--push",
                dockerfile("FROM alpine", "RUN uname -m > /arch"));
        assertThat(built.code()).as(built.err()).isZero();
        assertThat(built.out()
                        .lines()
                        .map(line -> line.replaceAll(" +", " ").replaceAll("([0-9.]+ ){4}sha256:[0-9a-f]{64}", "N D")))
                .containsExactly(
                        "PLATFORM NODE STRATEGY CONTEXT BUILD EXPORT SECONDS MANIFEST",
                        "linux/amd64 two0 native N D",
                        "linux/arm64 two1 emulated N D");
        assertThat(built.err()).contains("[linux/arm64] #").contains("tagged " + tag + " sha256:");

        Outcome inspected = cli.run("imagetools", "inspect", tag);
        // buildx leaves the order of an entry's annotations to chance.
        assertThat(inspected.out().lines())
                .containsExactlyInAnyOrderElementsOf(
                        buildx("imagetools", "inspect", tag).lines().toList());
        assertThat(cli.run("imagetools", "inspect", "--raw", tag).out())
                .isEqualTo(buildx("imagetools", "inspect", "--raw", tag));
    }

    @Test
    @DisplayName("S85: inspecting what is not there fails with buildx's words")
    void inspectingAMissingTagFails() {
        assertThat(cli.run("imagetools", "inspect", tag))
                .isEqualTo(new Outcome(1, "", "ERROR: " + tag + ": not found\n"));
    }

    @Test
    void takesThePlatformFromTheEnvironment() throws Exception {
        Outcome built = cli.with("DOCKER_DEFAULT_PLATFORM", "linux/arm64")
                .run("build", "-t", tag, "--push", dockerfile("FROM scratch", "COPY Dockerfile /"));
        assertThat(built.code()).as(built.err()).isZero();
        assertThat(built.out()).contains("\nlinux/arm64 ");
        Outcome chosen = cli.run("build", "--platform", "linux/arm/v7", "-t", tag, "--push", context.toString());
        assertThat(chosen.out()).as(chosen.err()).contains("\nlinux/arm/v7 ").doesNotContain("arm64");
    }

    @Test
    void takesBuildArgumentsFromTheEnvironment() throws Exception {
        Outcome built = cli.with("FROM_ENVIRONMENT", "e=1")
                .run(
                        "build",
                        "--build-arg",
                        "FROM_ENVIRONMENT",
                        "--build-arg",
                        "UNSET",
                        "--build-arg",
                        "GIVEN=g=2",
                        "--build-arg",
                        "EMPTY=",
                        dockerfile(
                                "FROM alpine",
                                "ARG FROM_ENVIRONMENT",
                                "ARG UNSET=default",
                                "ARG GIVEN",
                                "ARG EMPTY=x",
                                "RUN test \"$FROM_ENVIRONMENT-$UNSET-$GIVEN-$EMPTY\" = e=1-default-g=2-"));
        assertThat(built.code()).as(built.err()).isZero();
    }

    @Test
    void takesProxiesFromDockersConfigurationAndNeverFromTheEnvironment() throws Exception {
        Files.createDirectories(folder.resolve("docker"));
        Files.writeString(folder.resolve("docker/config.json"), """
            {"proxies": {"default": {"httpProxy": "http://configured:1", "noProxy": "a,b"},
             "tcp://elsewhere:2375": {"httpProxy": "http://other:1"}}}
            """);
        Outcome built = cli.with("HTTPS_PROXY", "http://environment:1")
                .run(
                        "build",
                        "--build-arg",
                        "no_proxy=given",
                        dockerfile(
                                "FROM alpine",
                                "RUN test \"$HTTP_PROXY,$http_proxy\" = http://configured:1,http://configured:1",
                                "RUN test \"$no_proxy,$NO_PROXY,$HTTPS_PROXY\" = given,given,"));
        assertThat(built.code()).as(built.err()).isZero();
    }

    @Test
    void takesTheTimestampFromTheEnvironment() throws Exception {
        String path =
                dockerfile("FROM alpine", "ARG SOURCE_DATE_EPOCH=none", "RUN test \"$SOURCE_DATE_EPOCH\" = 86400");
        Outcome built = cli.with("SOURCE_DATE_EPOCH", "86400").run("build", path);
        assertThat(built.code()).as(built.err()).isZero();
    }

    @Test
    void aFailedStepIsAFailureThatShowsItsLine() throws Exception {
        Outcome built = cli.run("build", dockerfile("FROM alpine", "RUN exit 7"));
        assertThat(built.code()).isEqualTo(1);
        assertThat(built.out()).isEmpty();
        assertThat(built.err()).contains(">>> RUN exit 7").containsPattern("(?m)^ERROR: .*exit code: 7");
    }

    @Test
    void refusesBadInputBeforeAnyNodeIsUsed() throws Exception {
        cli.with("DOCKER_HOST", "unix:///nowhere.sock");
        String ok = dockerfile("FROM scratch");
        assertRefused("ERROR: tag is needed when pushing to registry\n", "build", "--push", ok);
        assertRefused(
                "ERROR: invalid tag \"A B\": invalid reference format: repository name (library/A B) must be"
                        + " lowercase\n",
                "build",
                "--push",
                "-t",
                "A B",
                ok);
        assertRefused(
                "ERROR: invalid key-value pair \"=x\" of --build-arg: empty key\n", "build", "--build-arg", "=x", ok);
        for (String[] arguments : new String[][] {
            {"build", "--platform", "linux/", ok},
            {"build", "--emulation", "perhaps", ok},
            {"build", ok + "/missing"},
            {"build", "-f", ok + "/Missing", ok}
        }) {
            Outcome outcome = cli.run(arguments);
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err())
                    .startsWith("ERROR: ")
                    .doesNotContain("nowhere.sock")
                    .doesNotContain("null");
        }
    }

    private void assertRefused(String message, String... arguments) {
        assertThat(cli.run(arguments)).isEqualTo(new Outcome(1, "", message));
    }

    @Test
    void anInterruptEndsWith130() throws Exception {
        String marker = UUID.randomUUID().toString();
        String path = dockerfile("FROM alpine", "RUN echo " + marker + "-ru''ns; sleep 600");
        CompletableFuture<Outcome> end = new CompletableFuture<>();
        CountDownLatch started = new CountDownLatch(1);
        Thread build = new Thread(
                () -> end.complete(cli.watching(marker + "-runs", started).run("build", path)));
        build.start();
        assertThat(started.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        build.interrupt();
        Outcome outcome = end.get(SECONDS, TimeUnit.SECONDS);
        assertThat(outcome.code()).isEqualTo(130);
        assertThat(outcome.err()).endsWith("ERROR: canceled\n");
        assertThat(outcome.out()).isEmpty();
    }
}
