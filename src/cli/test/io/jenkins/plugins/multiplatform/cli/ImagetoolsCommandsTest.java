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
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@NeedsTestBed
@Timeout(60)
class ImagetoolsCommandsTest {
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    @TempDir
    private Path folder;

    private TestBed bed;
    private Cli cli;
    private String alpine;
    private String tag;

    @BeforeEach
    void prepare(TestBed testBed) {
        bed = testBed;
        cli = new Cli(folder);
        alpine = bed.get("registry.hub") + "/library/alpine:latest";
        tag = bed.get("registry.plain") + "/cli/" + UUID.randomUUID() + ":1";
    }

    private String buildx(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(bed.get("buildx"), "imagetools"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "buildx", ".out");
        Process process =
                new ProcessBuilder(command).redirectOutput(output.toFile()).start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    private String digestOf(String reference) throws Exception {
        return buildx("inspect", "--format", "{{(.Manifest).Digest}}", reference);
    }

    /** Digests of alpine's images, in its index's order. */
    private List<String> images() throws Exception {
        return DIGEST.matcher(buildx("inspect", "--raw", alpine))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    @DisplayName("S85: --format and --raw print what buildx prints, and exclude each other")
    void inspectsWithAFormat() throws Exception {
        assertThat(cli.run("imagetools", "inspect", "--format", "{{json .}}", alpine))
                .isEqualTo(new Outcome(0, buildx("inspect", "--format", "{{json .}}", alpine), ""));
        assertThat(cli.run("imagetools", "inspect", "--raw", alpine))
                .isEqualTo(new Outcome(0, buildx("inspect", "--raw", alpine), ""));
        assertThat(cli.run("imagetools", "inspect", "--raw", "--format", "{{json .}}", alpine))
                .isEqualTo(new Outcome(1, "", "ERROR: format and raw cannot be used together\n"));
    }

    @Test
    @DisplayName("A31, A50: files come before arguments, metadata are written, and the digest is buildx's")
    void createsFromFilesAndArguments() throws Exception {
        String repository = alpine.replace(":latest", "");
        Path file = Files.writeString(folder.resolve("source"), images().get(1) + "\n");
        Path metadata = folder.resolve("metadata.json");
        Outcome created = cli.run(
                "imagetools",
                "create",
                "-t",
                tag,
                "-f",
                Files.writeString(folder.resolve("other"), repository + "@" + images().get(2))
                        .toString(),
                "--metadata-file",
                metadata.toString(),
                repository + "@" + images().get(0));
        assertThat(created.out()).isEmpty();
        String digest = digestOf(tag);
        assertThat(created.err()).endsWith("pushed " + digest + " to " + tag + "\n");
        assertThat(created.code()).isZero();
        assertThat(Files.readString(metadata))
                .contains("\"digest\": \"" + digest + "\"")
                .endsWith("\"image.name\": \"" + tag.substring(0, tag.length() - 2) + "\"\n}");
        assertThat(buildx(
                        "create", "--dry-run", repository + "@" + images().get(2), repository + "@" + images().get(0)))
                .isEqualTo(buildx("inspect", "--raw", tag) + "\n");
        assertThat(cli.run("imagetools", "create", "--dry-run", "-f", file.toString(), alpine))
                .isEqualTo(new Outcome(0, buildx("create", "--dry-run", images().get(1), alpine), ""));
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith(".metadata"));
        }
    }

    @Test
    @DisplayName("A33, A35: append, filter and the guard of a tag's platforms")
    void appendsFiltersAndGuards() throws Exception {
        assertThat(cli.run("imagetools", "create", "-t", tag, "-p", "linux/amd64", alpine)
                        .code())
                .isZero();
        Outcome appended =
                cli.run("imagetools", "create", "-t", tag, "--append", "-p", "linux/arm64,linux/amd64", alpine);
        assertThat(appended.code()).as(appended.err()).isZero();
        assertThat(cli.run("imagetools", "create", "-t", tag, "--platform=linux/arm64", alpine))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "ERROR: " + tag
                                + " has linux/amd64, linux/arm64 now and would lose linux/amd64; no tag was moved:"
                                + " append to the tag without filtering them out (--append, --platform), or allow their loss"
                                + " (--allow-platform-loss)\n"));
        Outcome shrunk =
                cli.run("imagetools", "create", "-t", tag, "--platform=linux/arm64", "--allow-platform-loss", alpine);
        assertThat(shrunk.code()).isZero();
        assertThat(shrunk.err())
                .endsWith("note: " + tag + " has linux/amd64, linux/arm64 now and would lose linux/amd64\n");
    }

    @Test
    @DisplayName("A31: a single manifest is copied as it is where no index is preferred")
    void copiesASingleManifest() throws Exception {
        String child = alpine.replace(":latest", "") + "@" + images().get(0);
        assertThat(cli.run("imagetools", "create", "-t", tag, "--prefer-index=false", child)
                        .code())
                .isZero();
        assertThat(digestOf(tag)).isEqualTo(images().get(0));
    }

    @Test
    @DisplayName("A42, S82: annotations, and OCI's media types where Docker's have no room for them")
    void annotates() throws Exception {
        assertThat(cli.run(
                                "imagetools",
                                "create",
                                "-t",
                                tag,
                                "--media-types=oci",
                                "--annotation",
                                "index:a=b,c",
                                alpine)
                        .code())
                .isZero();
        assertThat(buildx("inspect", "--raw", tag)).contains("\"a\": \"b,c\"");
        assertThat(cli.run("imagetools", "create", "-t", tag, "--media-types=x", alpine)
                        .err())
                .isEqualTo("ERROR: invalid media types \"x\": valid are auto, oci, docker\n");
    }

    @Test
    @DisplayName("A31: what is missing is told in buildx's words")
    void tellsWhatIsMissing() {
        assertThat(cli.run("imagetools", "create")).isEqualTo(new Outcome(1, "", "ERROR: no sources specified\n"));
        assertThat(cli.run("imagetools", "create", "x").err())
                .isEqualTo("ERROR: can't push with no tags specified, please set --tag or --dry-run\n");
        assertThat(cli.run("imagetools", "create", "--dry-run", "-f", "/nope").err())
                .isEqualTo("ERROR: open /nope: no such file or directory\n");
    }
}
