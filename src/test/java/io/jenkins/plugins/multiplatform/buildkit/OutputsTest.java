package io.jenkins.plugins.multiplatform.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.buildkit.output.LocalFile;
import io.jenkins.plugins.multiplatform.buildkit.output.LocalFolder;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.buildkit.session.FolderSource;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Real daemons send results back; buildx, which receives the same ones, is what we are held against. */
@NeedsTestBed
@Timeout(90)
@ParameterizedClass
@ValueSource(strings = {"engine", "relay"})
class OutputsTest {
    private static final String EVERYTHING = """
        FROM alpine AS made
        RUN mkdir -p /out/a/b /out/empty && echo deep > /out/a/b/deep && head -c 3000000 /dev/urandom > /out/large \
         && : > /out/nothing && ln -s a/b/deep /out/link && ln -s /nowhere/at/all /out/absolute && ln -s ../../nowhere /out/up \
         && echo linked > /out/hard1 && ln /out/hard1 /out/a/hard2 && echo s > /out/setuid && chmod 4711 /out/setuid \
         && chmod 1777 /out/empty && chmod 555 /out/a/b && touch -d @981173106 /out/a/b /out/hard1 && echo x > "/out/with space"
        FROM scratch
        COPY --from=made /out /
        """;

    private final String way;

    @TempDir
    private Path folder;

    private TestBed bed;
    private BuildkitClient client;
    private Path context;

    OutputsTest(String way) {
        this.way = way;
    }

    @BeforeEach
    void connect(TestBed testBed) throws Exception {
        bed = testBed;
        client = SessionSolve.reached(bed, way);
        context = Files.createDirectory(folder.resolve("context"));
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    private SolveResult export(String dockerfile, ExporterSpec exporter, OutputTarget target) throws Exception {
        Files.writeString(context.resolve("Dockerfile"), dockerfile);
        return new SessionSolve(client, FolderSource.of(context), CredentialSource.anonymous())
                .serving(services -> services.withOutputs(Map.of(0, target)))
                .run(exporter);
    }

    private static ExporterSpec exporter(String type) {
        return new ExporterSpec(type, Map.of());
    }

    private String run(String... command) throws Exception {
        Path out = Files.createTempFile(folder, "command", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment()
                .put("DOCKER_HOST", "unix://" + bed.get("engine." + (way.equals("engine") ? "a" : "b") + ".socket"));
        builder.environment().put("BUILDX_BUILDER", "default");
        Process process = builder.start();
        assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    /** In the same daemon: what a step makes has the time of the one that ran it. */
    private void buildx(String... arguments) throws Exception {
        String builder = way.equals("engine") ? "default" : "outputs-" + UUID.randomUUID();
        List<String> command = new ArrayList<>(List.of(bed.get("buildx")));
        command.addAll(List.of(arguments));
        command.add(2, "--builder=" + builder);
        try {
            if (!way.equals("engine")) {
                run(
                        bed.get("buildx"),
                        "create",
                        "--name",
                        builder,
                        "--driver=remote",
                        "unix://" + bed.get("relay.b.unix"));
            }
            run(command.toArray(String[]::new));
        } finally {
            if (!way.equals("engine")) {
                run(bed.get("buildx"), "rm", builder);
            }
        }
    }

    /** Names, kinds, permissions, times (but of links), sizes and targets of links; and how many names a file has. */
    private String listing(Path tree) throws Exception {
        String found = run("find", tree.toString(), "-mindepth", "1", "-printf", "%P %y %m %n %T@ %l %s\\n");
        return String.join(
                "\n",
                found.lines()
                        .sorted()
                        .map(line -> line.replaceAll("( d .*) \\d+$", "$1").replaceAll("( l \\d+ \\d+) [\\d.]+", "$1"))
                        .toList());
    }

    @Test
    void aFolderIsWhatBuildxMakesOfIt() throws Exception {
        Path ours = folder.resolve("deep/ours");
        Path theirs = folder.resolve("theirs");
        String dockerfile = "# " + UUID.randomUUID() + "\n" + EVERYTHING;
        export(dockerfile, exporter("local"), (OutputTarget.Folder) () -> LocalFolder.open(ours));
        buildx("build", "--output", theirs.toString(), context.toString());
        assertThat(listing(ours)).isEqualTo(listing(theirs)).contains("large f", "hard2 f 644 2 ", "up l 777");
        run("diff", "-r", "--no-dereference", ours.toString(), theirs.toString());
    }

    @Test
    void aFolderKeepsWhatWasThereAndReplacesItsOwn() throws Exception {
        Path out = Files.createDirectory(folder.resolve("out"));
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(out.resolve("other"), "stays");
        Files.writeString(out.resolve("file"), "old");
        Files.createSymbolicLink(out.resolve("sub"), outside);
        Files.writeString(outside.resolve("untouched"), "stays");
        Files.createSymbolicLink(out.resolve("gone"), outside.resolve("untouched"));
        export(
                "FROM alpine AS m\nRUN mkdir -p /o/sub; echo new > /o/file; echo in > /o/sub/in; echo g > /o/gone\n"
                        + "FROM scratch\nCOPY --from=m /o /\n",
                exporter("local"),
                (OutputTarget.Folder) () -> LocalFolder.open(out));
        assertThat(out.resolve("other")).hasContent("stays");
        assertThat(out.resolve("file")).hasContent("new");
        assertThat(Files.isDirectory(out.resolve("sub"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
        assertThat(out.resolve("gone")).hasContent("g").isRegularFile();
        assertThat(outside.resolve("untouched")).hasContent("stays");
        assertThat(outside).isDirectoryNotContaining("glob:**in");
    }

    @Test
    void aTarHasWhatTheFolderHas() throws Exception {
        Path tar = folder.resolve("new/out.tar");
        export(
                "FROM alpine AS m\nRUN mkdir -p /o/sub; echo " + UUID.randomUUID() + " > /o/sub/file\nFROM scratch\n"
                        + "COPY --from=m /o /\n",
                exporter("tar"),
                (OutputTarget.File) () -> LocalFile.open(tar));
        assertThat(run("tar", "-tf", tar.toString()).lines()).containsExactly("sub/", "sub/file");
        try (Stream<Path> files = Files.list(tar.getParent())) {
            assertThat(files).containsExactly(tar);
        }
    }

    @Test
    void anOciArchiveIsOneThatOthersRead() throws Exception {
        Path archive = folder.resolve("image.tar");
        SolveResult result =
                export("FROM alpine\nRUN echo " + UUID.randomUUID() + " > /id\n", exporter("oci"), (OutputTarget.File)
                        () -> LocalFile.open(archive));
        assertThat(run(bed.get("skopeo"), "--insecure-policy", "inspect", "--raw", "oci-archive:" + archive))
                .contains("application/vnd.oci.image.");
        assertThat(run("tar", "-xOf", archive.toString(), "index.json"))
                .contains(result.imageDigest().orElseThrow());
    }

    @Test
    void aFullDiskEndsTheBuildWithItsCause() throws Exception {
        Path full = Files.createDirectory(folder.resolve("full"));
        run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", full.toString());
        try {
            String dockerfile = "FROM alpine AS m\nRUN head -c 5000000 /dev/urandom > /large\nFROM scratch\n"
                    + "COPY --from=m /large /\n";
            assertThatThrownBy(() ->
                            export(dockerfile, exporter("local"), (OutputTarget.Folder) () -> LocalFolder.open(full)))
                    .isInstanceOf(BuildkitException.class)
                    .hasMessageContaining("Tried to write " + full.resolve("large")
                            + ", but failed because: No space left on device");
            assertThat(names(full)).isEmpty();
            assertThatThrownBy(() -> export(dockerfile, exporter("tar"), (OutputTarget.File)
                            () -> LocalFile.open(full.resolve("out.tar"))))
                    .isInstanceOf(BuildkitException.class)
                    .hasMessageContaining("Tried to write " + full.resolve("out.tar")
                            + ", but failed because: No space left on device");
            assertThat(names(full)).isEmpty();
        } finally {
            run("umount", full.toString());
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void aFailedBuildLeavesTheFileAsItWas() throws Exception {
        Path tar = Files.writeString(folder.resolve("out.tar"), "old");
        assertThatThrownBy(() -> export(
                        "FROM alpine\nRUN exit 3\n", exporter("tar"), (OutputTarget.File) () -> LocalFile.open(tar)))
                .isInstanceOf(BuildkitException.class);
        assertThat(tar).hasContent("old");
    }
}
