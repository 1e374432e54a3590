package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import io.jenkins.plugins.multiplatform.registry.RegistryTrust;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Dockerfiles that are no files of the machine that has the context. */
@NeedsTestBed
@Timeout(120)
class DockerfileTextTest {
    private static final String PLATFORMS = "linux/amd64,linux/arm64";

    @TempDir
    private Path folder;

    private TestBed bed;
    private String repository;
    private WebServer server;
    private BuildPlan planned;

    @BeforeEach
    void prepare(TestBed testBed) throws Exception {
        bed = testBed;
        repository = bed.get("registry.plain") + "/text/" + UUID.randomUUID();
        Files.writeString(folder.resolve("kept"), "kept\n");
        Files.writeString(folder.resolve("ignored"), "ignored\n");
        Files.writeString(folder.resolve(".dockerignore"), "ignored\n");
        server = new WebServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private PushedImage build(BuildInput input) throws Exception {
        new MultiPlatformBuild(Engines.two(bed), Engines.anonymous(), this::note)
                .run(Requests.push(input, List.of(repository), PLATFORMS));
        return new PushedImage(repository);
    }

    private void note(BuildEvent event) {
        if (event instanceof BuildEvent.Planned told) {
            planned = told.plan();
        }
    }

    private BuildInput at(String address) {
        return BuildInput.of(folder.toString()).withDockerfile(address);
    }

    private BuildInput written(String text) {
        return BuildInput.of(folder.toString()).withDockerfileText(text);
    }

    @Test
    @DisplayName("S30: a Dockerfile that is given as text, over a context with its own ignore file")
    void aTextIsADockerfile() throws Exception {
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\nCOPY kept /wrong\n");
        PushedImage image = build(written("FROM scratch\nCOPY . /\n"));
        assertThat(image.text(Engines.AMD64, "kept")).isEqualTo("kept\n");
        assertThat(image.text(Engines.ARM64, "kept")).isEqualTo("kept\n");
        assertThatThrownBy(() -> image.text(Engines.ARM64, "ignored")).hasMessageContaining(" has no ignored for ");
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp").isDirectoryContaining("glob:**/Dockerfile");
    }

    @Test
    void anotherTextOfTheSameLengthIsAnotherDockerfile() throws Exception {
        assertThat(build(written("FROM scratch\nCOPY kept /first\n")).text(Engines.ARM64, "first"))
                .isEqualTo("kept\n");
        assertThat(build(written("FROM scratch\nCOPY kept /other\n")).text(Engines.ARM64, "other"))
                .isEqualTo("kept\n");
        assertThat(build(written("FROM scratch\nCOPY kept /first\n")).text(Engines.ARM64, "first"))
                .isEqualTo("kept\n");
    }

    @Test
    @DisplayName("S30: a Dockerfile behind an address is the same for all platforms, and judged before it is built")
    void anAddressIsFetchedOnce() throws Exception {
        String address = server.put("/app/Dockerfile", "FROM scratch\nCOPY kept /fetched\n");
        PushedImage image = build(at(address));
        assertThat(image.text(Engines.AMD64, "fetched")).isEqualTo("kept\n");
        assertThat(image.text(Engines.ARM64, "fetched")).isEqualTo("kept\n");
        assertThat(server.requests()).containsExactly("/app/Dockerfile");
        assertThat(planned.platforms().get(1).reason()).endsWith("no step runs programs of linux/arm64");
    }

    @Test
    void aContextThatNodesFetchTakesADockerfileOfElsewhere() throws Exception {
        Path own = Files.createDirectory(folder.resolve("own"));
        Files.writeString(own.resolve("Dockerfile"), "FROM scratch\nCOPY name /wrong\n");
        Files.writeString(own.resolve("name"), "archived\n");
        Process tar = new ProcessBuilder("tar", "-C", own.toString(), "-cf", folder.resolve("c.tar") + "", ".").start();
        assertThat(tar.waitFor()).isZero();
        String context = server.put("/c.tar", Files.readAllBytes(folder.resolve("c.tar")));

        PushedImage image = build(BuildInput.of(context).withDockerfileText("FROM scratch\nCOPY name /written\n"));
        assertThat(image.text(Engines.ARM64, "written")).isEqualTo("archived\n");
        String address = server.put("/Other", "FROM scratch\nCOPY name /fetched\n");
        image = build(BuildInput.of(context).withDockerfile(address));
        assertThat(image.text(Engines.ARM64, "fetched")).isEqualTo("archived\n");
    }

    @Test
    void aPasswordInTheAddressIsToldToItsOwnServerAlone() throws Exception {
        try (WebServer other = new WebServer()) {
            String target = other.put("/real", "FROM scratch\nCOPY kept /far\n");
            String address = server.move("/moved", target).replace("://", "://user:canary@");
            assertThat(build(at(address)).text(Engines.AMD64, "far")).isEqualTo("kept\n");
            String login = Base64.getEncoder().encodeToString("user:canary".getBytes(StandardCharsets.UTF_8));
            assertThat(server.logins()).containsExactly("Basic " + login);
            assertThat(other.requests()).containsExactly("/real");
            assertThat(other.logins()).isEmpty();
        }
    }

    @Test
    void whatCanNotBeFetchedIsToldWithoutThePassword() {
        String missing = "http://user:canary@" + server.host() + "/missing";
        assertThatThrownBy(() -> ContextFacts.read(at(missing), RegistrySettings.standard()))
                .hasMessage("failed to read dockerfile: http://" + server.host() + "/missing: HTTP status 404 from"
                        + " http://" + server.host() + "/missing");
        assertThatThrownBy(() -> ContextFacts.read(at("http://127.0.0.1:1/Dockerfile"), RegistrySettings.standard()))
                .hasMessageStartingWith(
                        "failed to read dockerfile: http://127.0.0.1:1/Dockerfile: connection refused by"
                                + " 127.0.0.1:1: is it running, and is the port right?");
        assertThatThrownBy(() -> ContextFacts.read(at("http://127.0.0.1/a b"), RegistrySettings.standard()))
                .hasMessage("failed to read dockerfile: http://127.0.0.1/a b: it is not a valid address");
        assertThatThrownBy(() -> ContextFacts.read(at("https:///Dockerfile"), RegistrySettings.standard()))
                .hasMessage("failed to read dockerfile: https:///Dockerfile: the address has no host");
        assertThatThrownBy(() -> ContextFacts.read(at("http://foo.1:80/Dockerfile"), RegistrySettings.standard()))
                .hasMessage(
                        "failed to read dockerfile: http://foo.1:80/Dockerfile: \"foo.1:80\" names no host: its last"
                                + " part begins with a digit, as those of IPv4 addresses alone do, which have four"
                                + " numbers");
    }

    @Test
    void anAddressIsTrustedAsRegistriesAre() throws Exception {
        BuildInput input = at("https://" + bed.get("registry.tls") + "/v2/");
        assertThatThrownBy(() -> ContextFacts.read(input, RegistrySettings.standard()))
                .hasMessageContaining("x509: the certificate of " + bed.get("registry.tls") + " is not accepted: ");
        RegistrySettings trusting = RegistryTrust.parse(List.of(), Files.readString(bed.path("registry.tls.ca")))
                .settings();
        assertThatThrownBy(() -> ContextFacts.read(input, trusting))
                .hasMessage("failed to read dockerfile: " + input.dockerfile() + ": HTTP status 401 from "
                        + input.dockerfile());
    }

    @Test
    void whatIsNoDockerfileIsNotTaken() {
        String picture = server.put("/picture", new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff});
        assertThatThrownBy(() -> ContextFacts.read(at(picture), RegistrySettings.standard()))
                .hasMessage("failed to read dockerfile: " + picture + ": it is no text in UTF-8; is it a Dockerfile?");
        byte[] content = new byte[DockerfileText.MOST_BYTES + 1];
        Arrays.fill(content, (byte) '#');
        String large = server.put("/large", content);
        assertThatThrownBy(() -> ContextFacts.read(at(large), RegistrySettings.standard()))
                .hasMessage("failed to read dockerfile: " + large + ": the answer is larger than 4194304 bytes (4 MiB),"
                        + " the most that is read");
        String empty = server.put("/empty", "");
        assertThatThrownBy(() -> ContextFacts.read(at(empty), RegistrySettings.standard()))
                .hasMessage("the Dockerfile cannot be empty");
    }

    @Test
    void aFileInAnotherEncodingIsBuiltAsItIs() throws Exception {
        byte[] latin = "FROM scratch\n# f\u00fcr alle\nCOPY kept /latin\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(folder.resolve("Dockerfile"), latin);
        assertThat(build(BuildInput.of(folder.toString())).text(Engines.AMD64, "latin"))
                .isEqualTo("kept\n");
        assertThat(ContextFacts.read(BuildInput.of(folder.toString()), RegistrySettings.standard())
                        .text())
                .contains("# f\u00fcr alle\n");
    }

    @Test
    void theContextMustBeThereAllTheSame() {
        String nowhere = folder.resolve("nowhere").toString();
        assertThatThrownBy(() -> ContextFacts.read(
                        BuildInput.of(nowhere).withDockerfileText("FROM scratch\n"), RegistrySettings.standard()))
                .hasMessage("unable to prepare context: path \"" + nowhere + "\" not found");
    }
}
