package io.jenkins.plugins.multiplatform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.jenkins.plugins.multiplatform.cli.Cli.Outcome;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A build that goes on where an earlier one ended, on two engines. */
@NeedsTestBed
@Timeout(180)
class ResumeTest {
    private static final int SECONDS = 120;
    private static final String BOTH = "--platform=linux/amd64,linux/arm64";

    @TempDir
    private Path folder;

    private Cli cli;
    private TestBed bed;
    private String registry;
    private String repository;
    private String tag;
    private Path context;
    private Path file;

    @BeforeEach
    void prepare(TestBed testBed) throws IOException {
        bed = testBed;
        registry = bed.get("registry.plain");
        repository = "resume/" + UUID.randomUUID();
        tag = registry + "/" + repository + ":1";
        context = Files.createDirectory(folder.resolve("context"));
        file = folder.resolve("finished.json");
        cli = new Cli(folder);
        for (String[] node : new String[][] {{"a", "linux/amd64"}, {"b", "linux/arm64"}}) {
            List<String> create = new ArrayList<>(List.of("create", "--name", "two", "--use"));
            create.addAll(node[0].equals("a") ? List.of() : List.of("--append"));
            create.addAll(List.of("--platform", node[1], "unix://" + bed.get("engine." + node[0] + ".socket")));
            assertThat(cli.run(create.toArray(String[]::new)).code()).isZero();
        }
    }

    /** Goes wrong on arm64 once, and never again. */
    private void failsOnceOnArm(String how) throws IOException {
        String id = UUID.randomUUID().toString();
        Files.writeString(
                context.resolve("Dockerfile"),
                "FROM alpine\nCOPY source /\nARG A\nRUN --mount=type=cache,id=" + id
                        + ",target=/c : " + id + "; [ $(uname -m) = x86_64 ] || [ -f /c/tried ] || { touch /c/tried; "
                        + how
                        + "; }\n");
        Files.writeString(context.resolve("source"), "one");
    }

    private Outcome build(String... more) {
        List<String> command = new ArrayList<>(List.of("build", BOTH, "-t", tag, "--push", "--resume=" + file));
        command.addAll(List.of(more));
        command.add(context.toString());
        return cli.run(command.toArray(String[]::new));
    }

    /** Leaves a file in which linux/amd64 is finished. */
    private String digestOfAFailedBuild() throws IOException {
        failsOnceOnArm("exit 3");
        Outcome failed = build();
        assertThat(failed.code()).as(failed.err()).isEqualTo(1);
        assertThat(cli.run("imagetools", "inspect", tag).err()).isEqualTo("ERROR: " + tag + ": not found\n");
        return savedDigest();
    }

    private String savedDigest() throws IOException {
        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        JsonObject saved = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertThat(saved.getAsJsonArray("platforms"))
                .extracting(image -> image.getAsJsonObject().get("platform").getAsString())
                .containsExactly("linux/amd64");
        return saved.getAsJsonArray("platforms")
                .get(0)
                .getAsJsonObject()
                .get("digest")
                .getAsString();
    }

    private void assertResumed(String err, String digest) {
        assertThat(err)
                .contains("[linux/amd64] finished before: " + digest + " is in the registry\n")
                .doesNotContain("[linux/amd64] building on")
                .contains("[linux/arm64] building on two1\n");
        assertThat(cli.run("imagetools", "inspect", tag).out()).contains("linux/amd64", "linux/arm64");
        assertThat(file).doesNotExist();
    }

    @Test
    void buildsThePlatformThatFailedAloneAndMovesTheTag() throws Exception {
        String digest = digestOfAFailedBuild();
        Outcome built = build();
        assertThat(built.code()).as(built.err()).isZero();
        assertResumed(built.err(), digest);
        assertThat(built.out()).containsPattern("(?m)^linux/amd64 +two0 .*\\R^linux/arm64 +two1 ");
        try (var files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString())).allMatch(name -> !name.startsWith("."));
        }
    }

    @Test
    void buildsAgainWhatTheRegistryHasNoMore() throws Exception {
        String digest = digestOfAFailedBuild();
        HttpResponse<String> deleted = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://" + registry + "/v2/" + repository + "/manifests/" + digest))
                                .DELETE()
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(202);
        Outcome built = build();
        assertThat(built.code()).as(built.err()).isZero();
        assertThat(built.err())
                .contains("note: linux/amd64 was finished before, but " + digest
                        + " is not in every registry any more: it is built again\n")
                .contains("[linux/amd64] building on two0\n");
        assertThat(file).doesNotExist();
    }

    @Test
    void goesOnAfterItWasKilledBetweenTwoPlatforms() throws Exception {
        failsOnceOnArm("echo ha''ngs; sleep 600");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "build",
                        BOTH,
                        "-t",
                        tag,
                        "--push",
                        "--resume=" + file,
                        context.toString())
                .redirectErrorStream(true)
                .directory(folder.toFile());
        builder.environment().putAll(cli.environment());
        Process process = builder.start();
        process.onExit().completeOnTimeout(process, SECONDS, TimeUnit.SECONDS).thenAccept(Process::destroyForcibly);
        Set<String> awaited = new HashSet<>(Set.of("[linux/amd64] pushed index sha256:", "hangs"));
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line = "";
            while (!awaited.isEmpty() && line != null) {
                line = output.readLine();
                lines.add(String.valueOf(line));
                awaited.removeIf(lines.get(lines.size() - 1)::contains);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(awaited).as(String.join("\n", lines)).isEmpty();
        String digest = savedDigest();
        Outcome built = build();
        assertThat(built.code()).as(built.err()).isZero();
        assertResumed(built.err(), digest);
    }

    @Test
    void refusesToGoOnWithAnotherBuild() throws Exception {
        digestOfAFailedBuild();
        byte[] saved = Files.readAllBytes(file);
        String other = tag;
        tag = registry + "/" + repository + ":2";
        assertDiffers("tags", build());
        tag = other;
        assertDiffers("platforms", build("--platform=linux/riscv64"));
        assertDiffers("options", build("--build-arg=A=b"));
        Files.writeString(context.resolve("source"), "two");
        assertDiffers("context", build());
        Files.writeString(context.resolve("source"), "one");
        String dockerfile = Files.readString(context.resolve("Dockerfile"));
        Files.writeString(context.resolve("Dockerfile"), dockerfile + "LABEL a=b\n");
        assertDiffers("Dockerfile", build());
        assertThat(file).hasBinaryContent(saved);
    }

    private void assertDiffers(String what, Outcome refused) {
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .endsWith("ERROR: cannot resume from " + file + ": it is of a build with other " + what
                        + ", and its images would not fit. Delete the file to build all platforms anew, or give every"
                        + " build a file of its own\n")
                .doesNotContain("building on");
    }

    @Test
    void goesOnFromAFreshCheckoutAndOtherNodesAndLimits() throws Exception {
        String digest = digestOfAFailedBuild();
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        for (String name : List.of("Dockerfile", "source")) {
            Files.copy(context.resolve(name), elsewhere.resolve(name));
        }
        Files.writeString(elsewhere.resolve("nobody-copies-this"), "");
        context = elsewhere;
        Outcome built = build("--retries=1", "--timeout=90s");
        assertThat(built.code()).as(built.err()).isZero();
        assertResumed(built.err(), digest);
    }

    @Test
    void aFileWithoutFinishedPlatformsBindsNobody() throws Exception {
        Files.writeString(context.resolve("Dockerfile"), "FROM alpine\nRUN exit 3\n");
        assertThat(build().code()).isEqualTo(1);
        assertThat(file).content().contains("\"platforms\": []");
        Files.writeString(context.resolve("Dockerfile"), "FROM alpine\n");
        Outcome built = build();
        assertThat(built.code()).as(built.err()).isZero();
        assertThat(file).doesNotExist();
    }

    @Test
    void refusesWhatIsNoCheckpointOrCanNotBeOne() throws Exception {
        Files.writeString(context.resolve("Dockerfile"), "FROM alpine\n");
        String anew = ". Delete the file to build all platforms anew\n";
        for (String[] broken : new String[][] {
            {"{\"version\":1,\"request\":{}", "java.io.EOFException: End of input at line 1 column 26 path $.request"},
            {"[]", "Expected BEGIN_OBJECT but was BEGIN_ARRAY"},
            {"null", "a field is missing"},
            {"{\"version\":1,\"request\":{},\"platforms\":[null]}", "a field is missing"},
            {"{\"version\":2}", "a newer version of mpb wrote it"},
            {"\u00e9", "MalformedInputException"}
        }) {
            boolean bytes = broken[0].equals("\u00e9");
            Files.write(file, broken[0].getBytes(bytes ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
            Outcome refused = build();
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err())
                    .contains("ERROR: cannot resume from " + file + ": it can't be read (")
                    .contains(broken[1])
                    .endsWith(")" + anew)
                    .doesNotContain("building on");
        }
        file = context;
        assertThat(build().err())
                .endsWith("ERROR: cannot resume from " + context + ": mpb build did not write it. Give another file\n");
        file = folder.resolve("nowhere/x");
        assertThat(build().err())
                .contains("ERROR: cannot write the checkpoints of this build: " + file)
                .doesNotContain("building on");
        String text =
                "ERROR: --resume goes on from images in registries: it needs --push, and can't be used with --load"
                        + " and outputs that are received here\n";
        String here = context.toString();
        assertThat(cli.run("build", "--resume=x", here)).isEqualTo(new Outcome(1, "", text));
        assertThat(build("-o", folder.resolve("out").toString())).isEqualTo(new Outcome(1, "", text));
        assertThat(build("--load")).isEqualTo(new Outcome(1, "", text));
    }
}
