package io.jenkins.plugins.multiplatform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.cli.Cli.Outcome;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A canary for a secret: it may be sung in the step that mounts it, and nowhere else. */
@NeedsTestBed
@Timeout(90)
class SecretOptionTest {
    private final String canary = "canary-" + UUID.randomUUID();

    @TempDir
    private Path folder;

    private TestBed bed;
    private Cli cli;
    private Path context;
    private Path file;

    @BeforeEach
    void prepare(TestBed testBed) throws IOException {
        bed = testBed;
        cli = new Cli(folder).with("DOCKER_HOST", "unix://" + bed.get("engine.a.socket"));
        context = Files.createDirectory(folder.resolve("context"));
        file = Files.writeString(folder.resolve("token.txt"), canary);
    }

    private String dockerfile(String... lines) throws IOException {
        Files.writeString(context.resolve("Dockerfile"), String.join("\n", lines) + "\n");
        return context.toString();
    }

    private static String isCanary(String path, String canary) {
        // The step's text is in the image's history: it must not hold the secret that it compares.
        return "[ \"$(cat " + path + " | sha256sum)\" = '" + sha256(canary) + "  -' ]";
    }

    private static String sha256(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    @Test
    @Tag("slow")
    void isInNothingThatAnybodyKeeps() throws Exception {
        String tag = bed.get("registry.plain") + "/secret/" + UUID.randomUUID() + ":1";
        Outcome built = cli.with("TOKEN", canary)
                .run(
                        "build",
                        "--platform",
                        "linux/amd64,linux/arm64",
                        "--secret",
                        "id=file,src=" + file,
                        "--secret",
                        "id=TOKEN",
                        "-t",
                        tag,
                        "--push",
                        dockerfile(
                                "FROM alpine",
                                // The daemon asks for the session's health each five seconds: secrets come after that.
                                "RUN sleep 15; : " + UUID.randomUUID(),
                                "RUN --mount=type=secret,id=file " + isCanary("/run/secrets/file", canary),
                                "RUN --mount=type=secret,id=TOKEN,env=T [ \"$(echo -n $T | sha256sum)\" = '"
                                        + sha256(canary) + "  -' ] && echo seen"));
        assertThat(built.code()).as(built.err()).isZero();
        assertThat(built.err()).contains("seen").doesNotContain(canary);
        assertThat(built.out()).doesNotContain(canary);
        List<Path> pushed = pull(tag);
        assertThat(pushed).as("manifests, configurations and layers").hasSizeGreaterThan(5);
        for (Path part : pushed) {
            assertThat(content(part)).as(part.toString()).doesNotContain(canary);
        }
    }

    @Test
    void isInNoTextOfAFailure() throws Exception {
        Outcome built = cli.run(
                "build",
                "--secret",
                "id=file,src=" + file,
                dockerfile("FROM alpine", "RUN --mount=type=secret,id=file,required exit 3"));
        assertThat(built.code()).isEqualTo(1);
        assertThat(built.err()).contains("exit code: 3").doesNotContain(canary);
    }

    @Test
    void refusesWithBuildxsWordsBeforeAnyNodeIsUsed() throws Exception {
        Path large = Files.write(folder.resolve("large"), new byte[501 << 10]);
        assertRefused("secret big too big. max size 500KiB", "id=big,src=" + large);
        assertRefused("failed to stat nowhere: stat nowhere: no such file or directory", "id=a,src=nowhere");
        assertRefused("failed to stat nothing: stat nothing: no such file or directory", "id=nothing");
        assertRefused("unexpected key 'to' in 'to=b'", "id=a,to=b");
        assertRefused("secret missing ID", "src=x");
    }

    private void assertRefused(String message, String secret) throws IOException {
        assertThat(cli.with("DOCKER_HOST", "unix:///nowhere.sock")
                        .run("build", "--secret", secret, dockerfile("FROM scratch")))
                .isEqualTo(new Outcome(1, "", "ERROR: " + message + "\n"));
    }

    private List<Path> pull(String tag) throws Exception {
        Path copy = folder.resolve("copy");
        Process skopeo = new ProcessBuilder(
                        bed.get("skopeo"),
                        "--insecure-policy",
                        "copy",
                        "--all",
                        "--src-tls-verify=false",
                        "docker://" + tag,
                        "dir:" + copy)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("skopeo.out").toFile())
                .start();
        assertThat(skopeo.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(skopeo.exitValue())
                .as(Files.readString(folder.resolve("skopeo.out")))
                .isZero();
        try (Stream<Path> files = Files.list(copy)) {
            return files.toList();
        }
    }

    private static String content(Path part) throws IOException {
        byte[] bytes = Files.readAllBytes(part);
        boolean gzip = bytes.length > 2 && bytes[0] == 0x1f && (bytes[1] & 0xff) == 0x8b;
        try (GZIPInputStream in = gzip ? new GZIPInputStream(new ByteArrayInputStream(bytes)) : null) {
            return new String(gzip ? in.readAllBytes() : bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
