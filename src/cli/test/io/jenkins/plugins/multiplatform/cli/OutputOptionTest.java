package io.jenkins.plugins.multiplatform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.cli.Cli.Outcome;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.ByteArrayOutputStream;
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

/** Results of several platforms, from several nodes and from one, come together where they are wanted. */
@NeedsTestBed
@Timeout(90)
class OutputOptionTest {
    private static final int SECONDS = 40;
    private static final String BOTH = "linux/amd64,linux/arm/v7";

    @TempDir
    private Path folder;

    private TestBed bed;
    private Cli cli;
    private Path context;

    @BeforeEach
    void prepare(TestBed testBed) throws IOException {
        bed = testBed;
        cli = new Cli(folder).with("DOCKER_HOST", "unix://" + bed.get("engine.a.socket"));
        context = Files.createDirectory(folder.resolve("context"));
        Files.writeString(
                context.resolve("Dockerfile"),
                "FROM alpine AS m\nRUN mkdir -p /o/sub && uname -m > /o/sub/arch && echo " + UUID.randomUUID()
                        + " > /o/id && ln -s sub/arch /o/link && ln /o/id /o/id2\nFROM scratch\nCOPY --from=m /o /\n");
    }

    private void twoNodes() {
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
                "linux/arm/v7",
                "unix://" + bed.get("engine.b.socket"));
    }

    private Outcome build(String platforms, String... options) {
        List<String> arguments = new ArrayList<>(List.of("build", "--platform", platforms));
        arguments.addAll(List.of(options));
        arguments.add(context.toString());
        return cli.run(arguments.toArray(String[]::new));
    }

    private static void succeeded(Outcome built) {
        assertThat(built.code()).as(built.err()).isZero();
    }

    private String run(String... command) throws Exception {
        Path out = Files.createTempFile(folder, "command", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("DOCKER_HOST", "unix://" + bed.get("engine.a.socket"));
        builder.environment().put("BUILDX_BUILDER", "default");
        Process process = builder.start();
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    @DisplayName("S47: each platform's files in a folder of its own, from two nodes")
    void foldersOfTwoNodes() throws Exception {
        twoNodes();
        Path out = folder.resolve("out");
        succeeded(build(BOTH, "-o", out.toString()));
        assertThat(names(out)).containsExactly("linux_amd64", "linux_arm_v7");
        assertThat(out.resolve("linux_amd64/sub/arch")).hasContent("x86_64");
        assertThat(out.resolve("linux_arm_v7/sub/arch")).hasContent("armv7l");
    }

    @Test
    void foldersOfOneNode() throws Exception {
        Path out = folder.resolve("out");
        succeeded(build(BOTH, "-o", "type=local,dest=" + out));
        assertThat(out.resolve("linux_amd64/sub/arch")).hasContent("x86_64");
        assertThat(out.resolve("linux_arm_v7/sub/arch")).hasContent("armv7l");
    }

    @Test
    void onePlatformGoesStraightIntoTheFolder() throws Exception {
        Path out = folder.resolve("out");
        succeeded(build("linux/amd64", "-o", out.toString()));
        assertThat(names(out)).containsExactly("id", "id2", "link", "sub");
        Path split = folder.resolve("split");
        succeeded(build("linux/amd64", "-o", "type=local,platform-split=true,dest=" + split));
        assertThat(names(split)).containsExactly("linux_amd64");
    }

    @Test
    void platformsShareAFolderUnlessTheyHaveTheSameFile() throws Exception {
        Path out = folder.resolve("out");
        Outcome built = build(BOTH, "-o", "type=local,platform-split=false,dest=" + out);
        assertThat(built.code()).isEqualTo(1);
        assertThat(built.err())
                .containsPattern(
                        "cannot overwrite id from linux/\\S+ with linux/\\S+ when split option is" + " disabled");
        Files.writeString(
                context.resolve("Dockerfile"),
                "FROM alpine AS m\n"
                        + "RUN mkdir -p /o/sub && echo x > /o/sub/$(uname -m)\n"
                        + "FROM scratch\n"
                        + "COPY --from=m /o /\n");
        Path shared = folder.resolve("shared");
        succeeded(build(BOTH, "-o", "type=local,platform-split=false,dest=" + shared));
        assertThat(names(shared.resolve("sub"))).containsExactly("armv7l", "x86_64");
    }

    @Test
    void oneTarIsWhatBuildxMakesOfOneNode() throws Exception {
        twoNodes();
        Path ours = folder.resolve("ours.tar");
        Path theirs = folder.resolve("theirs.tar");
        succeeded(build(BOTH, "-o", "type=tar,dest=" + ours));
        run(bed.get("buildx"), "build", "--platform", BOTH, "--output", "type=tar,dest=" + theirs, context.toString());
        assertThat(entries(ours)).isEqualTo(entries(theirs)).contains("linux_arm_v7/sub/arch", "link to");
        assertThat(run("tar", "-xOf", ours.toString(), "linux_arm_v7/sub/arch")).isEqualTo("armv7l\n");
        assertThat(names(folder)).as("parts").noneMatch(name -> name.endsWith(".part"));
    }

    /** Without times, which differ between what two engines make. */
    private String entries(Path tar) throws Exception {
        return run("tar", "-tvf", tar.toString()).replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d", "TIME");
    }

    @Test
    void oneOciArchiveHasBothImages() throws Exception {
        twoNodes();
        Path archive = folder.resolve("image.tar");
        succeeded(build(BOTH, "-t", "example.com/team/app:1", "-o", "type=oci,dest=" + archive));
        for (String[] platform : new String[][] {{"amd64", ""}, {"arm", "v7"}}) {
            Path copy = folder.resolve("copy-" + platform[0]);
            List<String> command = new ArrayList<>(List.of(
                    bed.get("skopeo"),
                    "--insecure-policy",
                    "--override-os",
                    "linux",
                    "--override-arch",
                    platform[0],
                    "copy",
                    "oci-archive:" + archive + ":1",
                    "oci:" + copy));
            if (!platform[1].isEmpty()) {
                command.addAll(2, List.of("--override-variant", platform[1]));
            }
            // Each copy checks every digest on its way.
            run(command.toArray(String[]::new));
        }
        String index = run(bed.get("skopeo"), "inspect", "--raw", "oci-archive:" + archive);
        assertThat(index).contains("application/vnd.oci.image.index.v1+json", "\"variant\": \"v7\"", "\"amd64\"");
    }

    @Test
    void anOciArchiveHasItsImagesBeforeTheirAttestations() throws Exception {
        Path archive = folder.resolve("attested.tar");
        succeeded(build(BOTH, "--provenance=true", "-o", "type=oci,dest=" + archive));
        String index = run(bed.get("skopeo"), "inspect", "--raw", "oci-archive:" + archive);
        assertThat(ImageIndex.parse(index.getBytes(StandardCharsets.UTF_8)).manifests())
                .extracting(ContentDescriptor::isAttestation)
                .containsExactly(false, false, true, true);
    }

    @Test
    void anImageAndFilesComeOfOneBuild() throws Exception {
        String tag = bed.get("registry.plain") + "/output/" + UUID.randomUUID() + ":1";
        Path out = folder.resolve("out");
        Path tar = folder.resolve("out.tar");
        succeeded(build(
                BOTH, "-o", "type=local,dest=" + out, "-o", "type=registry,name=" + tag, "-o", "type=tar,dest=" + tar));
        assertThat(names(out)).containsExactly("linux_amd64", "linux_arm_v7");
        assertThat(tar).isNotEmptyFile();
        assertThat(cli.run("imagetools", "inspect", tag).out())
                .containsPattern("Platform: +linux/amd64\\b")
                .containsPattern("Platform: +linux/arm/v7\\b");
    }

    @Test
    void aFailedPlatformLeavesNoArchive() throws Exception {
        Files.writeString(context.resolve("Dockerfile"), "FROM alpine\nRUN [ $(uname -m) = x86_64 ]\n");
        Path tar = folder.resolve("out.tar");
        Outcome built = build(BOTH, "-o", "type=tar,dest=" + tar);
        assertThat(built.code()).isEqualTo(1);
        assertThat(tar).doesNotExist();
        assertThat(names(folder)).noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void theTarOfTwoNodesIsAllThatComesOnTheStandardOutput() throws Exception {
        twoNodes();
        ByteArrayOutputStream piped = new ByteArrayOutputStream();
        cli.piping(piped);
        Outcome built = build(BOTH, "-o", "-");
        succeeded(built);
        Path tar = Files.write(folder.resolve("piped.tar"), piped.toByteArray());
        assertThat(run("tar", "-xOf", tar.toString(), "linux_arm_v7/sub/arch")).isEqualTo("armv7l\n");
        assertThat(built.out()).isEmpty();
        assertThat(built.err()).contains("linux/arm/v7");
    }

    @Test
    void anImageGoesToTheStandardOutputAndItsDigestBesides() throws Exception {
        ByteArrayOutputStream piped = new ByteArrayOutputStream();
        cli.piping(piped);
        String tag = bed.get("registry.plain") + "/output/" + UUID.randomUUID() + ":1";
        Outcome built = build("linux/amd64", "-q", "-t", tag, "--push", "-o", "type=oci");
        succeeded(built);
        Path archive = Files.write(folder.resolve("piped.tar"), piped.toByteArray());
        run(bed.get("skopeo"), "--insecure-policy", "copy", "oci-archive:" + archive, "oci:" + folder.resolve("copy"));
        assertThat(built.out()).isEmpty();
        assertThat(built.err()).matches("sha256:[0-9a-f]{64}\n");
    }

    @Test
    void aFailedBuildWritesNothingToTheStandardOutput() throws Exception {
        Files.writeString(context.resolve("Dockerfile"), "FROM alpine\nRUN [ $(uname -m) = x86_64 ]\n");
        ByteArrayOutputStream piped = new ByteArrayOutputStream();
        cli.piping(piped);
        assertThat(build(BOTH, "-o", "type=tar").code()).isEqualTo(1);
        assertThat(piped.size()).isZero();
    }

    @Test
    void aLayoutInAFolderHasBothImagesUnderEachName() throws Exception {
        twoNodes();
        Path layout = folder.resolve("layout");
        succeeded(build(
                BOTH, "-t", "example.com/a:1", "-t", "example.com/a:2", "-o", "type=oci,tar=false,dest=" + layout));
        assertThat(names(layout)).containsExactly("blobs", "index.json", "oci-layout");
        for (String name : List.of("1", "2")) {
            copy(layout, name, "amd64");
            copy(layout, name, "arm");
        }
        Path archive = folder.resolve("both.tar");
        succeeded(build(BOTH, "-t", "example.com/a:1", "-t", "example.com/a:2", "-o", "type=oci,dest=" + archive));
        assertThat(run(bed.get("skopeo"), "inspect", "--raw", "oci-archive:" + archive + ":2"))
                .isEqualTo(run(bed.get("skopeo"), "inspect", "--raw", "oci:" + layout + ":2"));
    }

    /** Checks every digest on its way. */
    private void copy(Path layout, String name, String architecture) throws Exception {
        run(
                bed.get("skopeo"),
                "--insecure-policy",
                "--override-os=linux",
                "--override-arch=" + architecture,
                "copy",
                "oci:" + layout + ":" + name,
                "oci:" + folder.resolve("copy-" + name + "-" + architecture));
    }

    @Test
    void aLayoutKeepsWhatItHasButForAnImageOfTheSameName() throws Exception {
        Path layout = folder.resolve("layout");
        String[] output = {"-o", "type=oci,tar=false,dest=" + layout};
        succeeded(build("linux/amd64", output));
        succeeded(build("linux/amd64", "-t", "example.com/a:1", output[0], output[1]));
        List<String> before = names(layout.resolve("blobs/sha256"));
        Path blob = layout.resolve("blobs/sha256").resolve(before.get(0));
        Object written = Files.getAttribute(blob, "unix:ino");
        Path broken = layout.resolve("blobs/sha256").resolve(before.get(1));
        Files.writeString(broken, "broken");
        succeeded(build("linux/amd64", "-t", "example.com/a:1", "--label", "a=b", output[0], output[1]));
        succeeded(build("linux/amd64", output));
        assertThat(Files.getAttribute(blob, "unix:ino")).isEqualTo(written);
        copy(layout, "latest", "amd64");
        copy(layout, "1", "amd64");
        String index = Files.readString(layout.resolve("index.json"));
        assertThat(index.split("\"digest\"", -1)).as(index).hasSize(3);
        assertThat(index).contains("\"io.containerd.image.name\": \"example.com/a:1\"");
    }

    private String mirror(Path dest) {
        return "type=local,mode=delete,dest=" + dest;
    }

    /** A file, a folder, a link to a folder, and an earlier result. */
    private Path stale(Path dest) throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("stays"), "");
        Files.createDirectories(dest.resolve("linux_arm64/sub"));
        Files.writeString(dest.resolve("linux_arm64/sub/arch"), "aarch64");
        Files.createDirectories(dest.resolve("linux_amd64"));
        Files.writeString(dest.resolve("linux_amd64/old"), "");
        Files.createSymbolicLink(dest.resolve("linux_amd64/away"), outside);
        Files.createSymbolicLink(dest.resolve("sub"), outside);
        Files.writeString(dest.resolve("id"), "");
        return outside;
    }

    @Test
    void aMirroredFolderHasTheResultAndNothingElse() throws Exception {
        twoNodes();
        Path out = folder.resolve("out");
        Path outside = stale(out);
        succeeded(build(BOTH, "--allow", "buildx.local.delete", "-o", mirror(out)));
        assertThat(names(out)).containsExactly("linux_amd64", "linux_arm_v7");
        assertThat(names(out.resolve("linux_amd64"))).containsExactly("id", "id2", "link", "sub");
        assertThat(outside.resolve("stays")).exists();
        succeeded(build("linux/amd64", "--allow", "buildx.local.delete", "-o", mirror(out)));
        assertThat(names(out)).containsExactly("id", "id2", "link", "sub");
    }

    @Test
    void aFailedBuildRemovesNothingFromAMirroredFolder() throws Exception {
        Files.writeString(context.resolve("Dockerfile"), "FROM alpine\nRUN [ $(uname -m) = x86_64 ]\n");
        Path out = folder.resolve("out");
        stale(out);
        Outcome built = build(BOTH, "--allow", "buildx.local.delete", "-o", mirror(out));
        assertThat(built.code()).isEqualTo(1);
        assertThat(names(out)).containsExactly("id", "linux_amd64", "linux_arm64", "sub");
        assertThat(out.resolve("linux_amd64/old")).exists();
    }

    @Test
    void refusesWithBuildxsWordsBeforeAnyNodeIsUsed() throws Exception {
        cli.with("DOCKER_HOST", "unix:///nowhere.sock");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertRefused("destination directory " + file + " is a file", "-o", file.toString());
        assertRefused("destination file " + folder + " is a directory", "-o", "type=tar,dest=" + folder);
        assertRefused(
                "docker exporter does not support exporting manifest lists, use the oci exporter instead",
                "-o",
                "type=docker,dest=" + folder.resolve("d.tar"));
        assertRefused("dest file is required for oci exporter. refusing to write to console", "-o", "type=oci");
        assertRefused("multiple outputs configured to write to stdout", "-o", "-", "-o", "type=oci,dest=-");
        assertRefused("destination directory " + file + " is a file", "-o", "type=oci,tar=false,dest=" + file);
        assertRefused(
                "local output mode=delete for destination \"" + folder.resolve("out")
                        + "\" requires --allow=buildx.local.delete",
                "-o",
                mirror(folder.resolve("out")));
        assertRefused("buildx.local.delete does not accept a value", "--allow", "buildx.local.delete=1");
        assertRefused("tag is needed when pushing to registry", "-o", "type=registry");
    }

    private void assertRefused(String message, String... options) {
        assertThat(build(BOTH, options)).isEqualTo(new Outcome(1, "", "ERROR: " + message + "\n"));
    }
}
