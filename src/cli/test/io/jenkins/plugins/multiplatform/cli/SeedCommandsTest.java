package io.jenkins.plugins.multiplatform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.cli.Cli.Outcome;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the articles that this project began with type, on real engines. */
@NeedsTestBed
@Timeout(180)
class SeedCommandsTest {
    private static final int SECONDS = 60;
    private static final String BOTH = "--platform=linux/amd64,linux/arm64";

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
        tag = bed.get("registry.plain") + "/seed/" + UUID.randomUUID() + ":1";
        context = Files.createDirectory(folder.resolve("context"));
    }

    private void dockerfile(String... lines) throws IOException {
        Files.writeString(context.resolve("Dockerfile"), String.join("\n", lines) + "\n");
    }

    private Outcome build(String... options) {
        return cli.run(Stream.of(Stream.of("build"), Stream.of(options), Stream.of(context.toString()))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }

    private Outcome push(String... options) {
        Outcome built = build(Stream.concat(Stream.of("-t", tag, "--push"), Stream.of(options))
                .toArray(String[]::new));
        assertThat(built.code()).as(built.err()).isZero();
        return built;
    }

    private String docker(String... arguments) throws Exception {
        Path output = Files.createTempFile(folder, "docker", ".out");
        Process process = new ProcessBuilder(Stream.concat(Stream.of(bed.get("docker-a")), Stream.of(arguments))
                        .toList())
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readString(output).strip();
    }

    @Test
    @DisplayName("S04: who pulls the tag gets the image of the own platform, or of the one asked for")
    void anEngineTakesItsOwnVariant() throws Exception {
        dockerfile("FROM alpine", "RUN uname -m > /arch", "CMD [\"cat\", \"/arch\"]");
        push(BOTH);
        try {
            assertThat(docker("run", "--rm", "--pull=always", "--quiet", tag)).isEqualTo("x86_64");
            assertThat(docker("run", "--rm", "--pull=always", "--quiet", "--platform=linux/arm64", tag))
                    .isEqualTo("aarch64");
        } finally {
            docker("image", "rm", "-f", tag);
        }
    }

    @Test
    @DisplayName("S06: an image for Windows says so, and nothing is ever emulated for it")
    void windowsIsBuiltWithoutStepsAndNeverEmulated() throws Exception {
        dockerfile("FROM scratch", "COPY Dockerfile /");
        push("--platform=linux/amd64,windows/amd64");
        assertThat(cli.run("imagetools", "inspect", tag).out()).contains("Platform:    windows/amd64\n");
        dockerfile("FROM scratch", "COPY Dockerfile /", "RUN dir");
        Outcome refused = build("--platform=windows/amd64");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .startsWith("ERROR: no node can build windows/amd64: ")
                .doesNotContain("building on");
    }

    @Test
    @DisplayName("S22: without platforms it is the node's own, and a plain image")
    void buildsForTheNodeItself() throws Exception {
        dockerfile("FROM scratch", "COPY Dockerfile /");
        Outcome built = push("--provenance=false");
        assertThat(built.out().lines().skip(1)).singleElement().asString().startsWith("linux/amd64  default  native");
        assertThat(cli.run("imagetools", "inspect", tag).out().lines()).hasSize(3);
    }

    @Test
    @DisplayName("S22: DOCKER_DEFAULT_PLATFORM is honoured and shown")
    void buildsForThePlatformOfTheEnvironment() throws Exception {
        dockerfile("FROM scratch", "COPY Dockerfile /");
        cli.with("DOCKER_DEFAULT_PLATFORM", "linux/s390x");
        Outcome built = push();
        assertThat(built.err()).startsWith("linux/s390x: cross on default (");
        assertThat(built.out()).contains("\nlinux/s390x  default  cross");
    }

    @Test
    @DisplayName("S23, S83: linux/arm is asked for, linux/arm/v7 is listed")
    void armIsArmV7() throws Exception {
        dockerfile("FROM scratch", "COPY Dockerfile /");
        Outcome built = push("--platform=linux/arm,linux/amd64");
        assertThat(built.out()).contains("\nlinux/arm/v7 ");
        assertThat(cli.run("imagetools", "inspect", tag).out())
                .contains("Platform:    linux/arm/v7\n")
                .doesNotContain("linux/arm\n");
    }

    @Test
    @DisplayName("S24: context, build and push are told of each platform, then index and tag, and the time of each")
    void tellsTheFourSteps() throws Exception {
        dockerfile("FROM alpine", "COPY data /", "RUN cat /data; echo " + UUID.randomUUID());
        Files.writeString(context.resolve("data"), UUID.randomUUID().toString());
        Outcome built = push(BOTH);
        for (String platform : List.of("linux/amd64", "linux/arm64")) {
            assertThat(built.err().lines().filter(line -> line.startsWith("[" + platform + "] ")))
                    .anyMatch(line -> line.contains("3/3] RUN cat /data"))
                    .anyMatch(line -> line.contains("pushing layers"))
                    .last()
                    .asString()
                    .matches("\\[" + platform
                            + "] pushed (index|manifest) sha256:[0-9a-f]{64} in \\d+\\.\\ds \\(context \\d+\\.\\ds,"
                            + " build \\d+\\.\\ds, export \\d+\\.\\ds\\), \\d+ of \\d+ steps cached");
            assertThat(built.out()).containsPattern("(?m)^" + platform + " .* \\d+\\.\\d +sha256:");
        }
        assertThat(built.err()).contains("transferring context: ");
        assertThat(built.err().lines().skip(built.err().lines().count() - 2))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("pushed "),
                        line -> assertThat(line).startsWith("tagged "));
    }

    @Test
    @DisplayName("S29: --builder takes that builder, and one that is not there is named with those that are")
    void takesTheBuilderThatIsNamed() throws Exception {
        dockerfile("FROM scratch", "COPY Dockerfile /");
        for (String name : List.of("one", "other")) {
            cli.run("create", "--name", name, "unix://" + bed.get("engine.b.socket"));
        }
        Outcome built = build("--builder=other");
        assertThat(built.code()).as(built.err()).isZero();
        assertThat(built.out()).contains("\nlinux/amd64  other0 ");
        assertThat(build("--builder=missing"))
                .isEqualTo(new Outcome(1, "", "ERROR: no builder \"missing\" found; there are: one, other, default\n"));
    }

    @Test
    @DisplayName("S30: -f is relative to the current folder, and the ignore file beside it counts")
    void takesAnotherDockerfileWithItsIgnoreFile() throws Exception {
        Path own = Files.createDirectory(folder.resolve("own"));
        Files.writeString(own.resolve("App"), "FROM alpine\nCOPY . /c\nRUN test -e /c/kept && ! test -e /c/left\n");
        Files.writeString(own.resolve("App.dockerignore"), "left\n");
        Files.writeString(context.resolve(".dockerignore"), "kept\n");
        Files.writeString(context.resolve("kept"), "");
        Files.writeString(context.resolve("left"), "");
        Path here = Path.of("").toAbsolutePath();
        Outcome built =
                build("-f", here.relativize(own.resolve("App").toAbsolutePath()).toString());
        assertThat(built.code()).as(built.err()).isZero();
    }

    @Test
    @DisplayName("S31: a cache mount lives in its engine from one build to the next, and no other engine has it")
    void keepsCacheMountsPerEngine() throws Exception {
        String id = UUID.randomUUID().toString();
        assertThat(linesInTheCacheMount(id, "first")).contains("lines-1\n");
        assertThat(linesInTheCacheMount(id, "second")).contains("lines-2\n");
        cli.with("DOCKER_HOST", "unix://" + bed.get("engine.b.socket"));
        assertThat(linesInTheCacheMount(id, "third")).contains("lines-1\n");
    }

    /** Another step each time: --no-cache would begin with an empty mount. */
    private String linesInTheCacheMount(String id, String round) throws IOException {
        dockerfile(
                "FROM alpine",
                "RUN --mount=type=cache,id=" + id + ",target=/c,sharing=locked : " + id + round
                        + "; echo x >> /c/n; echo lines-$(wc -l < /c/n)");
        return build().err();
    }

    @Test
    @DisplayName("S32: ADD takes a repository at a commit, and warns of a branch")
    void addsARepository() throws Exception {
        String url = bed.get("git.url");
        dockerfile("FROM scratch", "ADD " + url + "#" + bed.get("git.commit") + " /src");
        Outcome fixed = build(BOTH);
        assertThat(fixed.code()).as(fixed.err()).isZero();
        assertThat(fixed.err()).doesNotContain("note: Dockerfile");
        dockerfile("FROM scratch", "ADD " + url + " /src");
        Outcome moving = build(BOTH);
        assertThat(moving.code()).as(moving.err()).isZero();
        assertThat(moving.err()).contains("note: Dockerfile line 2: each node fetches the branch or tag of this ADD");
        assertThat(build("--platform=linux/amd64").err()).doesNotContain("note: Dockerfile");
    }
}
