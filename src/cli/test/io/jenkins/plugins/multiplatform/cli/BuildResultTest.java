package io.jenkins.plugins.multiplatform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a build is told of, and where its result goes. */
@NeedsTestBed
@Timeout(120)
class BuildResultTest {
    private static final String PLATFORMS = "--platform=linux/amd64,linux/arm64";

    @TempDir
    private Path folder;

    private TestBed bed;
    private Cli cli;
    private String tag;
    private String context;

    @BeforeEach
    void prepare(TestBed testBed) throws IOException {
        bed = testBed;
        cli = new Cli(folder).with("DOCKER_HOST", "unix://" + bed.get("engine.a.socket"));
        tag = bed.get("registry.plain") + "/result/" + UUID.randomUUID() + ":1";
        context = Files.createDirectory(folder.resolve("context")).toString();
        dockerfile("FROM alpine", "RUN echo hello-$((6 * 7))");
    }

    private void dockerfile(String... lines) throws IOException {
        Files.writeString(Path.of(context, "Dockerfile"), String.join("\n", lines) + "\n");
    }

    private record Run(int code, String out, String err) {}

    private Run run(String... command) throws Exception {
        Path out = Files.createTempFile(folder, "run", ".out");
        Path err = Files.createTempFile(folder, "run", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("DOCKER_HOST", "unix://" + bed.get("engine.a.socket"));
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void quietPrintsTheDigestAlone() {
        Outcome built = cli.run("build", "-q", PLATFORMS, "-t", tag, "--push", context);
        assertThat(built.err()).isEmpty();
        assertThat(built.out()).matches("sha256:[0-9a-f]{64}\n");
        assertThat(cli.run("imagetools", "inspect", tag).out()).contains("Digest:    " + built.out());
        Outcome none = cli.run("build", "--progress=none", PLATFORMS, "-t", tag, "--push", context);
        assertThat(none).isEqualTo(new Outcome(0, "", ""));
    }

    @Test
    void quietStillTellsWhatFailed() throws Exception {
        dockerfile("FROM alpine", "RUN echo some output; exit 7");
        Outcome built = cli.run("build", "-q", "--platform=linux/amd64", context);
        assertThat(built.code()).isEqualTo(1);
        assertThat(built.out()).isEmpty();
        assertThat(built.err())
                .doesNotContain("building on")
                .contains("[linux/amd64]    2 | >>> RUN echo some output; exit 7\n")
                .endsWith("did not complete successfully: exit code: 7\n");
    }

    @Test
    void rawJsonIsALineOfJsonForEachEvent() {
        Outcome built = cli.run("build", "--no-cache", "--progress=rawjson", PLATFORMS, context);
        assertThat(built.code()).as(built.err()).isZero();
        assertThat(built.out()).isEmpty();
        List<JsonObject> lines = built.err()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
        assertThat(lines).extracting(line -> line.get("platform").getAsString()).contains("linux/amd64", "linux/arm64");
        assertThat(lines)
                .filteredOn(line -> line.has("logs"))
                .extracting(line -> line.getAsJsonArray("logs").get(0).getAsJsonObject())
                .extracting(log -> log.get("data").getAsString())
                .contains("aGVsbG8tNDIK");
        assertThat(lines)
                .filteredOn(line -> line.has("vertexes"))
                .extracting(line -> line.getAsJsonArray("vertexes").get(0).getAsJsonObject())
                .filteredOn(vertex -> vertex.has("completed"))
                .anySatisfy(vertex -> {
                    assertThat(vertex.get("name").getAsString()).endsWith("RUN echo hello-$((6 * 7))");
                    assertThat(vertex.get("digest").getAsString()).startsWith("sha256:");
                    assertThat(vertex.get("started").getAsString())
                            .isLessThan(vertex.get("completed").getAsString());
                });
    }

    @Test
    void refusesWhatIsNoProgress() {
        assertThat(cli.run("build", "--progress=foo", context))
                .isEqualTo(new Outcome(
                        1, "", "ERROR: invalid progress mode foo; valid are auto, plain, rawjson, quiet, none\n"));
        assertThat(cli.run("build", "--progress=plain", "-q", context))
                .isEqualTo(new Outcome(1, "", "ERROR: progress=plain and quiet cannot be used together\n"));
    }

    @Test
    @DisplayName("PAINS 25: the metadata file names every platform's image")
    void theMetadataFileNamesEveryPlatform() throws Exception {
        Path file = Files.writeString(folder.resolve("metadata.json"), "old");
        Path id = Files.writeString(folder.resolve("id"), "old");
        Outcome built =
                cli.run("build", PLATFORMS, "-t", tag, "--push", "--metadata-file=" + file, "--iidfile=" + id, context);
        assertThat(built.code()).as(built.err()).isZero();
        JsonObject metadata = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        String digest = metadata.get("containerimage.digest").getAsString();
        assertThat(Files.readString(id)).isEqualTo(digest);
        JsonObject descriptor = metadata.getAsJsonObject("containerimage.descriptor");
        assertThat(descriptor.get("mediaType").getAsString()).isEqualTo("application/vnd.oci.image.index.v1+json");
        assertThat(descriptor.get("digest").getAsString()).isEqualTo(digest);
        assertThat(descriptor.get("size").getAsInt()).isPositive();
        assertThat(metadata.get("image.name").getAsString()).isEqualTo(tag);
        String index = cli.run("imagetools", "inspect", "--raw", tag).out();
        JsonObject platforms = metadata.getAsJsonObject("multi-platform-build.platforms");
        assertThat(metadata.keySet())
                .contains("buildx.build.provenance/linux/amd64", "buildx.build.provenance/linux/arm64")
                .doesNotContain("buildx.build.provenance", "containerimage.config.digest");
        assertThat(metadata.get("buildx.build.ref"))
                .isEqualTo(platforms.getAsJsonObject("linux/amd64").get("buildx.build.ref"));
        assertThat(platforms.keySet()).containsExactly("linux/amd64", "linux/arm64");
        for (String platform : platforms.keySet()) {
            JsonObject image = platforms.getAsJsonObject(platform);
            assertThat(index).contains(image.get("containerimage.digest").getAsString());
            assertThat(image.get("node").getAsString()).isEqualTo("default");
            String reference = image.get("buildx.build.ref").getAsString();
            assertThat(run(bed.get("buildx"), "history", "logs", reference.substring(reference.lastIndexOf('/') + 1))
                            .err())
                    .contains("exporting to image");
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .as("nothing half written is left")
                    .noneMatch(path -> path.getFileName().toString().startsWith("."));
        }
    }

    @Test
    @DisplayName("the keys are buildx's")
    void theMetadataFileHasBuildxsKeys() throws Exception {
        Path ours = folder.resolve("ours.json");
        Path theirs = folder.resolve("theirs.json");
        assertThat(cli.run("build", "-t", tag, "--push", "--metadata-file=" + ours, context)
                        .code())
                .isZero();
        assertThat(run(bed.get("buildx"), "build", "-t", tag + "-x", "--push", "--metadata-file=" + theirs, context)
                        .code())
                .isZero();
        JsonObject buildx = JsonParser.parseString(Files.readString(theirs)).getAsJsonObject();
        List<String> expected = new ArrayList<>(buildx.keySet());
        assertThat(JsonParser.parseString(Files.readString(ours))
                        .getAsJsonObject()
                        .get("buildx.build.provenance"))
                .as("what is of no one build alone")
                .isEqualTo(buildx.get("buildx.build.provenance"));
        expected.add("multi-platform-build.platforms");
        assertThat(JsonParser.parseString(Files.readString(ours))
                        .getAsJsonObject()
                        .keySet())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theMetadataFileNamesTheConfigurationOfASingleImage() throws Exception {
        Path file = folder.resolve("metadata.json");
        Outcome built = cli.run("build", "--provenance=false", "-t", tag, "--push", "--metadata-file=" + file, context);
        assertThat(built.code()).as(built.err()).isZero();
        String raw = cli.run("imagetools", "inspect", "--raw", tag).out();
        assertThat(JsonParser.parseString(Files.readString(file))
                        .getAsJsonObject()
                        .get("containerimage.config.digest"))
                .isEqualTo(JsonParser.parseString(raw)
                        .getAsJsonObject()
                        .getAsJsonObject("config")
                        .get("digest"));
    }

    @Test
    void aPolicyIsPassedOverWhereThatIsSaid() throws Exception {
        Files.writeString(Path.of(context).resolve("Dockerfile.rego"), "package docker\n");
        assertThat(cli.run("build", context).err())
                .contains("there is a policy beside the Dockerfile, Dockerfile.rego");
        Outcome built = cli.run("build", "--policy=disabled=true", context);
        assertThat(built.code()).as(built.err()).isZero();
        assertThat(cli.run("build", "--policy=filename=Dockerfile.rego", context)
                        .err())
                .contains("ERROR: policy \"filename=Dockerfile.rego\": policies are not evaluated here");
    }

    @Test
    void aFailedBuildLeavesNoDigestOfAnEarlierOne() throws Exception {
        Path id = Files.writeString(folder.resolve("id"), "old");
        dockerfile("FROM alpine", "RUN exit 7");
        assertThat(cli.run("build", "--iidfile=" + id, context).code()).isEqualTo(1);
        assertThat(id).doesNotExist();
        assertThat(cli.run("build", "--metadata-file=" + folder + "/nowhere/x", context))
                .isEqualTo(new Outcome(
                        1, "", "ERROR: invalid output path: stat " + folder + "/nowhere: no such file or directory\n"));
    }

    @Test
    void loadsIntoTheEngine() throws Exception {
        String name = "mpb-test/load:" + UUID.randomUUID();
        String docker = bed.get("docker-a");
        try {
            Outcome built = cli.run("build", "--load", "-t", name, context);
            assertThat(built.code()).as(built.err()).isZero();
            assertThat(built.err()).contains("[linux/amd64] loaded sha256:").doesNotContain("No output specified");
            Run inspected = run(docker, "image", "inspect", "--format={{.Id}}", name);
            assertThat(inspected.code()).as(inspected.err()).isZero();
            assertThat(built.err()).contains("loaded " + inspected.out().strip());
        } finally {
            run(docker, "image", "rm", "-f", name);
        }
    }

    @Test
    void loadsAndPushesAtOnce() throws Exception {
        String docker = bed.get("docker-a");
        try {
            Outcome built = cli.run("build", "--load", "--push", "-t", tag, context);
            assertThat(built.code()).as(built.err()).isZero();
            assertThat(run(docker, "image", "inspect", tag).code()).isZero();
            assertThat(cli.run("imagetools", "inspect", tag).code()).isZero();
        } finally {
            run(docker, "image", "rm", "-f", tag);
        }
    }

    @Test
    void refusesToLoadWhatAnEngineCanNotTake() {
        assertThat(cli.run("build", "--load", PLATFORMS, context))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "ERROR: docker exporter does not currently support exporting manifest lists: each of the 2"
                                + " images would replace the one before. Load one platform, or push\n"));
        assertThat(cli.with("DOCKER_HOST", "unix://" + bed.get("engine.c.socket"))
                        .run("build", "--load", context)
                        .err())
                .startsWith("ERROR: no valid drivers found: Docker exporter is not supported for the docker driver.\n"
                        + "Switch to a different driver, or turn on the containerd image store, and try again.\n");
        cli.run("create", "--name", "far", "--driver", "remote", "--use", "unix://" + bed.get("relay.a.unix"));
        assertThat(cli.run("build", "--load", context))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "ERROR: cannot load into a BuildKit of driver \"remote\": it has no images of its own. Push, or"
                                + " build with a Docker Engine\n"));
    }

    @Test
    @DisplayName("A22: --check is the frontend's, in buildx's text")
    void checksAsBuildxDoes() throws Exception {
        String file = context + "/Dockerfile";
        for (String text : List.of(
                "FROM alpine AS ok\nRUN true\n",
                "FROM --platform=linux/amd64 alpine as x\nMAINTAINER z\nENV PASSWORD=y\nfrom x\nCMD echo\n",
                "FROM alpine as x\nBOGUS z\n",
                "FROM alpine as x\n")) {
            Files.writeString(Path.of(file), text);
            Outcome ours = cli.run("build", "--check", "-f", file, context);
            Run theirs = run(bed.get("buildx"), "build", "--check", "-f", file, context);
            assertThat(ours.out()).isEqualTo(theirs.out());
            assertThat(ours.code()).isEqualTo(theirs.code());
            assertThat(error(ours.err())).isEqualTo(error(theirs.err()));
        }
    }

    private static String error(String err) {
        int start = err.indexOf("ERROR: ");
        return start < 0 ? "" : err.substring(start);
    }

    @Test
    void aFindingIsAnErrorIfTheDockerfileSaysSo() throws Exception {
        dockerfile("# check=error=true", "FROM alpine as x");
        Outcome checked = cli.run("build", "--check", "--progress=quiet", context);
        assertThat(checked.code()).isEqualTo(1);
        assertThat(checked.err().strip()).isEqualTo("ERROR: lint violation found for rules: FromAsCasing");
        assertThat(checked.out().getBytes(StandardCharsets.UTF_8)).isNotEmpty();
    }
}
