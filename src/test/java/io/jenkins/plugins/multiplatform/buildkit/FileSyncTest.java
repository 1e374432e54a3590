package io.jenkins.plugins.multiplatform.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.buildkit.session.FolderSource;
import io.jenkins.plugins.multiplatform.buildkit.session.Session;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Folders go to a real engine; buildx, sending the same ones to the same engine, is what we are held against. */
@NeedsTestBed
@Timeout(120)
class FileSyncTest {
    private static final int FIVE_MEGABYTES = 5 << 20;

    @TempDir
    private Path folder;

    private TestBed bed;
    private BuildkitClient client;

    @BeforeEach
    void connect(TestBed testBed) throws Exception {
        bed = testBed;
        client = SessionSolve.engine(bed, "a");
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Everything that a file system can put into a context; no two tests' folders have the same content. */
    private void fill() throws Exception {
        write("unique", UUID.randomUUID().toString());
        write("a/b/c/deep", "deep");
        write("a-b", "sorts between a and a/b by bytes of whole paths");
        write("a.z", "so does this");
        write("empty", "");
        write("with space/and more.txt", "x");
        write("Umlaut/größe", "ü");
        write("astral/\uD83D\uDE00", "above the basic plane");
        write("astral/\uFF21", "below it, but after it in UTF-16");
        Files.createDirectories(folder.resolve("hollow/inside"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("a/b/c/deep"));
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere/at all"));
        Files.createSymbolicLink(
                folder.resolve("absolute"), folder.resolve("private").toAbsolutePath());
        Files.createSymbolicLink(folder.resolve("to-folder"), Path.of("a"));
        write("hard1", "linked");
        Files.createLink(folder.resolve("hard2"), folder.resolve("hard1"));
        Files.createLink(folder.resolve("a/hard3"), folder.resolve("hard1"));
        write("private", "0600");
        Files.setPosixFilePermissions(folder.resolve("private"), PosixFilePermissions.fromString("rw-------"));
        write("setuid", "4755");
        Files.setAttribute(folder.resolve("setuid"), "unix:mode", 0104755);
        write("setgid", "2711");
        Files.setAttribute(folder.resolve("setgid"), "unix:mode", 0102711);
        Files.setAttribute(folder.resolve("hollow"), "unix:mode", 041777);
        byte[] large = new byte[FIVE_MEGABYTES];
        new Random(folder.hashCode()).nextBytes(large);
        Files.write(folder.resolve("large"), large);
    }

    private SessionSolve solve() throws IOException {
        return new SessionSolve(client, FolderSource.of(folder), CredentialSource.anonymous());
    }

    private List<String> buildx(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(bed.get("buildx"), "build", "--progress", "plain"));
        command.addAll(List.of(options));
        command.add(folder.toString());
        Path output = Files.createTempFile("buildx", ".out");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().put("DOCKER_HOST", "unix://" + bed.get("engine.a.socket"));
            builder.environment().put("BUILDX_BUILDER", "default");
            Process process = builder.start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            List<String> lines = Files.readAllLines(output);
            assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
            return lines;
        } finally {
            Files.delete(output);
        }
    }

    /** How the step whose name ends so has ended. */
    private static String end(List<String> log, String step) {
        String number = log.stream()
                .filter(line -> line.endsWith(step))
                .map(line -> line.substring(0, line.indexOf(' ') + 1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(step + " is not in\n" + String.join("\n", log)));
        return log.stream()
                .filter(line -> line.equals(number + "CACHED") || line.startsWith(number + "DONE"))
                .map(line -> line.substring(number.length()).replaceAll(" .*", ""))
                .reduce("", (first, last) -> last);
    }

    @Test
    void sendsWhatBuildxSends() throws Exception {
        fill();
        write("Dockerfile", "FROM scratch\nCOPY . /all/\n");
        SessionSolve ours = solve();
        ours.run();
        assertThat(end(ours.log(), "COPY . /all/")).isEqualTo("DONE");
        assertThat(end(buildx(), "COPY . /all/")).isEqualTo("CACHED");
    }

    @Test
    void leavesOutWhatBuildxLeavesOut() throws Exception {
        fill();
        write("Dockerfile", "FROM scratch\nCOPY . /some/\n");
        write(
                ".dockerignore",
                "# comment\na\n!a/b/c\nwith*\n!with space/and more.txt\n**/größe\nhard1\n/large\nDockerfile\n");
        assertThat(end(buildx(), "COPY . /some/")).isEqualTo("DONE");
        SessionSolve ours = solve();
        ours.run();
        assertThat(end(ours.log(), "COPY . /some/")).isEqualTo("CACHED");

        write("large", "ignored, so it may change");
        ours.run();
        assertThat(end(ours.log(), "COPY . /some/")).isEqualTo("CACHED");
    }

    @Test
    void anUnchangedFolderIsDescribedButNotSent() throws Exception {
        fill();
        write("Dockerfile", "FROM scratch\nCOPY . /again/\n");
        String key = UUID.randomUUID().toString();
        SessionSolve ours = solve();
        long bytes;
        try (Session session = ours.open(key)) {
            ours.run(session);
            bytes = session.transferred().bytes();
            assertThat(bytes).isGreaterThan(FIVE_MEGABYTES).isLessThan(FIVE_MEGABYTES + 10_000);
        }
        try (Session session = ours.open(key)) {
            ours.run(session);
            assertThat(session.transferred().files()).as("the Dockerfile alone").isEqualTo(1);
            assertThat(session.transferred().bytes()).isEqualTo(Files.size(folder.resolve("Dockerfile")));
            assertThat(session.transferred().entries()).isGreaterThan(25);
        }
        write("a/b/c/deep", "changed");
        try (Session session = ours.open(key)) {
            ours.run(session);
            assertThat(session.transferred().files()).isEqualTo(2);
        }
    }

    @Test
    void takesAnIgnoreFileOfTwentyThousandLines() throws Exception {
        write("keep", UUID.randomUUID().toString());
        write("drop-19999", "x");
        write("Dockerfile", "FROM alpine\nCOPY . /k/\nRUN ls /k && test ! -e /k/drop-19999 && test -e /k/keep\n");
        write(
                ".dockerignore",
                String.join(
                        "\n",
                        IntStream.range(0, 20_000)
                                .mapToObj(i -> "drop-" + i + (i % 2 == 0 ? "-with-some-more-text-to-make-it-long" : ""))
                                .toList()));
        solve().run();
    }

    @Test
    void takesPatternsThatAreNotAscii() throws Exception {
        write("größe", "x");
        write("a+b %41", "x");
        write("😀", "x");
        write("keep", UUID.randomUUID().toString());
        write(".dockerignore", "gr*ße\n😀\na+b %41\n");
        write("Dockerfile", "FROM alpine\nCOPY . /k/\nRUN cd /k && test \"$(echo *)\" = 'Dockerfile keep'\n");
        solve().run();
    }

    @Test
    void takesPlainPatternsThatLookEscaped() throws Exception {
        write("a+b %41", "x");
        write("keep", UUID.randomUUID().toString());
        write(".dockerignore", "a+b %41\n");
        write("Dockerfile", "FROM alpine\nCOPY . /k/\nRUN cd /k && test \"$(echo *)\" = 'Dockerfile keep'\n");
        solve().run();
    }

    @Test
    void followsADockerfileThatIsALink() throws Exception {
        write("docker/build/Real", "FROM scratch\nCOPY unique /\n");
        write("unique", UUID.randomUUID().toString());
        Files.createSymbolicLink(folder.resolve("docker/Dockerfile"), Path.of("build/Real"));
        Files.createSymbolicLink(folder.resolve("Dockerfile"), Path.of("docker/Dockerfile"));
        SessionSolve ours = solve();
        ours.run();
        assertThat(end(ours.log(), "COPY unique /")).isEqualTo("DONE");
        assertThat(end(buildx(), "COPY unique /")).isEqualTo("CACHED");
    }

    @Test
    void namesAMissingDockerfile() throws Exception {
        write("other", "x");
        SessionSolve ours = solve();
        assertThatThrownBy(ours::run)
                .isInstanceOf(BuildkitException.class)
                .hasMessage("failed to solve: failed to read dockerfile: open Dockerfile: no such file or directory");
    }

    @Test
    void anUnknownFolderIsRefused() throws Exception {
        write("Dockerfile", "FROM scratch\nCOPY . /\n");
        SessionSolve ours = solve();
        try (Session session = ours.open()) {
            assertThatThrownBy(() -> ours.run(session, Map.of("platform", "linux/amd64", "dockerfilekey", "elsewhere")))
                    .isInstanceOf(BuildkitException.class)
                    .hasMessageContaining("no access allowed to dir \"elsewhere\"");
        }
    }

    @Test
    void printsTheStepsThatBuildxPrints() throws Exception {
        write("unique", UUID.randomUUID().toString());
        write(
                "Dockerfile",
                "FROM alpine AS base\nCOPY unique /\nRUN echo one; echo two >&2\nFROM base\nRUN uname -m\n");
        SessionSolve ours = solve();
        ours.run();
        List<String> theirs = buildx("--no-cache", "--output", "type=cacheonly");
        assertThat(kinds(ours.log()))
                .as(String.join("\n", ours.log()) + "\n---\n" + String.join("\n", theirs))
                .containsExactlyInAnyOrderElementsOf(kinds(theirs));
    }

    /** Step names, and what kinds of lines a step has, without numbers and times. */
    private static List<String> kinds(List<String> log) {
        return log.stream()
                .filter(line -> line.matches("#\\d+ .*"))
                .map(line -> line.replaceFirst("^#\\d+ ", "")
                        .replaceAll("^\\d+\\.\\d+ ", "TIME ")
                        .replaceAll("\\d+(\\.\\d+)?(B|kB|MB)( / \\d+(\\.\\d+)?(B|kB|MB))?", "SIZE")
                        .replaceAll(" \\d+\\.\\d+s", "")
                        .replace("CACHED", "DONE"))
                .filter(line -> !line.equals("...") && !line.startsWith("building with \"default\""))
                .distinct()
                .toList();
    }
}
