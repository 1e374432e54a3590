package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.options.BuildOptions;
import io.jenkins.plugins.multiplatform.options.NamedContexts;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import io.jenkins.plugins.multiplatform.registry.TrustedCertificates;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@NeedsTestBed
@Timeout(120)
class RemoteContextTest {
    private static final String PLATFORMS = "linux/amd64,linux/arm64";

    @TempDir
    private Path folder;

    private TestBed bed;
    private String repository;
    private Path work;
    private GitHttpServer server;
    private final List<BuildEvent> events = new ArrayList<>();

    @BeforeEach
    void serveARepository(TestBed testBed) throws Exception {
        bed = testBed;
        repository = bed.get("registry.plain") + "/remote/" + UUID.randomUUID();
        work = Files.createDirectory(folder.resolve("work"));
        git(work, "init", "-q", "-b", "main");
        commit("first");
        git(folder, "clone", "-q", "--bare", "work", "app.git");
        server = new GitHttpServer(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void commit(String content) throws Exception {
        Path sub = Files.createDirectories(work.resolve("sub"));
        Files.writeString(sub.resolve("name"), content + "\n");
        Files.writeString(sub.resolve("Dockerfile"), "FROM scratch\nCOPY name /name\n");
        Files.writeString(sub.resolve("Other"), "FROM scratch\nCOPY name /other\n");
        git(work, "add", ".");
        git(work, "commit", "-q", "-m", content);
    }

    private String git(Path where, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "git", ".out");
        Process process = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(output, StandardCharsets.UTF_8).strip();
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private PushedImage build(BuildInput input) throws Exception {
        events.clear();
        new MultiPlatformBuild(Engines.two(bed), Engines.anonymous(), events::add)
                .run(Requests.push(input, List.of(repository), PLATFORMS));
        return new PushedImage(repository);
    }

    private BuildEvent.Planned planned() {
        return (BuildEvent.Planned) events.get(0);
    }

    @Test
    @DisplayName("S32, A18: a branch that moves while the build begins is one commit for all platforms")
    void allPlatformsAreOfOneCommit() throws Exception {
        String commit = git(work, "rev-parse", "HEAD");
        server.afterFirst(() -> {
            try {
                commit("second");
                git(work, "push", "-q", folder.resolve("app.git").toString(), "main");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        String address = server.address("app.git") + "#main:sub";
        PushedImage image = build(BuildInput.of(address));
        assertThat(image.text(Engines.AMD64, "name")).isEqualTo("first\n");
        assertThat(image.text(Engines.ARM64, "name")).isEqualTo("first\n");
        assertThat(planned().plan().notes()).contains(address + " is commit " + commit + " for all platforms");
        assertThat(planned().plan().platforms().get(1).reason())
                .endsWith("cannot tell: the Dockerfile is fetched by the node");

        assertThat(build(BuildInput.of(address)).text(Engines.ARM64, "name")).isEqualTo("second\n");
    }

    @Test
    void aNameThatIsABranchAndATagIsTheBranchForAllPlatformsAndSaysSo() throws Exception {
        Path bare = folder.resolve("app.git");
        git(work, "tag", "v1");
        git(work, "checkout", "-q", "-b", "v1");
        commit("branch");
        git(work, "push", "-q", bare.toString(), "refs/heads/v1", "refs/tags/v1");
        String branch = git(work, "rev-parse", "refs/heads/v1");
        String tag = git(work, "rev-parse", "refs/tags/v1");

        String address = server.address("app.git") + "#v1:sub";
        PushedImage image = build(BuildInput.of(address));
        assertThat(image.text(Engines.AMD64, "name")).isEqualTo("branch\n");
        assertThat(image.text(Engines.ARM64, "name")).isEqualTo("branch\n");
        assertThat(planned().plan().notes())
                .contains(address + " is commit " + branch + " for all platforms; the repository has a branch and a tag"
                        + " v1, and this is the branch: refs/tags/v1 names the tag");

        String tagged = server.address("app.git") + "?tag=v1&subdir=sub";
        assertThat(build(BuildInput.of(tagged)).text(Engines.ARM64, "name")).isEqualTo("first\n");
        assertThat(planned().plan().notes())
                .contains(server.address("app.git") + "#refs/tags/v1:sub is commit " + tag + " for all platforms");
    }

    @Test
    void namesAndFoldersMayBeEncoded() throws Exception {
        Path other = Files.createDirectories(work.resolve("a b"));
        git(work, "checkout", "-q", "-b", "feature/x");
        Files.writeString(other.resolve("name"), "encoded\n");
        Files.writeString(other.resolve("Dockerfile"), "FROM scratch\nCOPY name /name\n");
        git(work, "add", ".");
        git(work, "commit", "-q", "-m", "encoded");
        git(work, "push", "-q", folder.resolve("app.git").toString(), "feature/x");

        for (String parts : List.of("?ref=feature%2Fx&subdir=a%20b", "#feature%2Fx:a%20b", "?subdir=a+b#feature/x")) {
            String address = server.address("app.git") + parts;
            assertThat(build(BuildInput.of(address)).text(Engines.AMD64, "name"))
                    .as(address)
                    .isEqualTo("encoded\n");
        }
        String loud = server.address("app.git").replace("http://", "HTTP://");
        assertThat(build(BuildInput.of(loud + "#main:sub")).text(Engines.AMD64, "name"))
                .isEqualTo("first\n");
    }

    @Test
    void authoritiesOfTheRunHoldForRepositoriesToo() throws Exception {
        BuildInput input = BuildInput.of("https://" + bed.get("registry.tls") + "/app.git");
        RegistrySettings standard = RegistrySettings.standard();
        RegistrySettings trusting = standard.withTrust(TrustedCertificates.fromPem(bed.path("registry.tls.ca")));
        String asked = "each node fetches " + input.context()
                + " by itself, since its commit could not be asked for here (%s): if it moves meanwhile, platforms are"
                + " of different commits";
        assertThat(ContextFacts.read(input, trusting).notes(2))
                .containsExactly(String.format(asked, "HTTP status 404"));
        assertThat(ContextFacts.read(input, standard).notes(2))
                .singleElement()
                .asString()
                .contains("unable to find valid certification path");
    }

    @Test
    void aRepositoryBehindSshMovesAndOneWithACommitDoesNot() throws Exception {
        RegistrySettings web = RegistrySettings.standard();
        assertThat(ContextFacts.read(BuildInput.of("user@host.invalid:a.git#main"), web)
                        .notes(2))
                .containsExactly("each node fetches user@host.invalid:a.git#main by itself: if it moves meanwhile,"
                        + " platforms are of different commits. Name a commit, #0123abcd…, to be sure");
        for (String fixed : List.of("?commit=abc#main", "#" + "a".repeat(40))) {
            assertThat(ContextFacts.read(BuildInput.of("user@host.invalid:a.git" + fixed), web)
                            .notes(2))
                    .isEmpty();
        }
    }

    @Test
    void theDockerfileIsOneOfTheRepositoryOrOfThisMachine() throws Exception {
        String address = server.address("app.git") + "#:sub";
        assertThat(build(BuildInput.of(address).withDockerfile("Other")).text(Engines.ARM64, "other"))
                .isEqualTo("first\n");
        Path own = Files.writeString(folder.resolve("Own"), "FROM scratch\nCOPY name /own\n");
        assertThat(build(BuildInput.of(address).withDockerfile(own.toString())).text(Engines.ARM64, "own"))
                .isEqualTo("first\n");
        assertThat(planned().plan().platforms().get(1).reason()).endsWith("no step runs programs of linux/arm64");
    }

    @Test
    void gitsOwnProtocolIsSpokenToo() throws Exception {
        Path own = Files.writeString(folder.resolve("Own"), "FROM scratch\nCOPY . /\n");
        String address = bed.get("git.url");
        build(BuildInput.of(address).withDockerfile(own.toString()));
        assertThat(planned().plan().notes())
                .contains(address + " is commit " + bed.get("git.commit") + " for all platforms");
    }

    @Test
    void anArchiveIsFetchedByEachNode() throws Exception {
        git(work, "archive", "-o", folder.resolve("context.tar.gz").toString(), "HEAD:sub");
        PushedImage image = build(BuildInput.of(server.address("context.tar.gz")));
        assertThat(image.text(Engines.ARM64, "name")).isEqualTo("first\n");
        assertThat(planned().plan().notes())
                .contains("each node fetches the context by itself: if it changes meanwhile, platforms differ");
    }

    @Test
    void aNamedContextMayBeARepository() throws Exception {
        Requests.dockerfile(folder, "FROM scratch\nCOPY --from=app name /name\n");
        PushedImage image = build(BuildInput.of(folder.toString())
                .withOptions(BuildOptions.STANDARD.withContexts(
                        NamedContexts.parse(List.of("app=" + server.address("app.git") + "#main:sub")))));
        assertThat(image.text(Engines.AMD64, "name")).isEqualTo("first\n");
    }

    @Test
    void refusesANameThatTheRepositoryDoesNotHave() {
        String address = server.address("app.git");
        assertThatThrownBy(() -> build(BuildInput.of(address + "#nowhere:sub")))
                .isInstanceOf(BuildException.class)
                .hasMessage("repository " + address + "#:sub does not contain ref nowhere: it has no branch and no tag"
                        + " of this name");
        assertThatThrownBy(() -> build(BuildInput.of(address + "?ref=a#b")))
                .hasMessage("invalid build context: ref conflicts: \"b\" vs \"a\"");
        assertThatThrownBy(() -> build(BuildInput.of("git://github.com/moby/buildkit")))
                .hasMessage("GitHub does not answer to git://github.com/moby/buildkit any more: use https:// in place"
                        + " of git://");
        assertThat(events).isEmpty();
    }

    @Test
    void whereTheCommitCanNotBeAskedForTheNodesAreOnTheirOwn() {
        String address = server.address("missing.git");
        assertThatThrownBy(() -> build(BuildInput.of(address.replace("://", "://user:canary@"))))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("failed to solve: ")
                .hasMessageNotContaining("canary");
        assertThat(planned().plan().notes())
                .contains("each node fetches " + address + " by itself, since its commit could not be asked for here"
                        + " (HTTP status 404): if it moves meanwhile, platforms are of different commits");
    }
}
