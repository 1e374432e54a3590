package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.driver.Drivers;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.RunPolicy;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import io.jenkins.plugins.multiplatform.registry.TrustedCertificates;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each of these is refused with its cure before any node builds anything, and leaves no tag. */
@NeedsTestBed
class BadInputTest {
    @TempDir
    private Path folder;

    private TestBed bed;
    private BuilderInstance builder;
    private RegistryAccess registries = Engines.anonymous();
    private String tag;
    private final List<BuildEvent> events = new ArrayList<>();

    @BeforeEach
    void start(TestBed testBed) throws Exception {
        bed = testBed;
        builder = Engines.of(bed, "a");
        tag = bed.get("registry.plain") + "/bad/" + UUID.randomUUID() + ":1";
        Requests.dockerfile(folder, "FROM alpine\nRUN true\n");
    }

    @AfterEach
    void nothingWasBuiltOrTagged() throws Exception {
        assertThat(events).noneMatch(BuildEvent.PlatformStarted.class::isInstance);
        assertThat(new PushedImage(tag).manifest()).isEmpty();
    }

    @Test
    @DisplayName("S01: an unknown word among the platforms")
    void refusesUnknownPlatforms() {
        refuses(
                List.of("linux/amd64", "pdp11"),
                "\"pdp11\": unknown operating system or architecture: invalid argument");
        refuses(List.of("linux/amd46"), "\"linux/amd46\": unknown operating system or architecture: invalid argument");
        refuses(List.of("linux/*"), "\"linux/*\": wildcards not yet supported: invalid argument");
    }

    @Test
    @DisplayName("S27: tags are checked before anything is contacted")
    void refusesInvalidTags() {
        builder = unreachable();
        for (String invalid : List.of("a:b:c", "lower/CASE:1", "-x", "x:" + "y".repeat(129), "")) {
            assertThatThrownBy(() -> run(request(List.of("linux/amd64"), List.of(invalid))))
                    .isInstanceOf(BuildException.class)
                    .hasMessageStartingWith("invalid tag \"" + invalid + "\": ");
        }
        assertThatThrownBy(() -> run(request(List.of("linux/amd64"), List.of())))
                .hasMessage("tag is needed when pushing to registry");
        assertThatThrownBy(() -> run(request(List.of("linux/amd64"), List.of("x@sha256:" + "0".repeat(64)))))
                .hasMessageContaining("refusing to create a tag with a digest reference");
    }

    @Test
    void refusesAMissingContext() {
        assertThatThrownBy(() -> run(Requests.push(folder.resolve("nowhere"), tag, "linux/amd64")))
                .isInstanceOf(BuildException.class)
                .hasMessage("unable to prepare context: path \"" + folder.resolve("nowhere") + "\" not found");
        assertThatThrownBy(() -> run(Requests.push(BuildInput.of(""), List.of(tag), "linux/amd64")))
                .hasMessage("please specify build context (e.g. \".\" for the current directory)");
    }

    @Test
    void refusesAMissingDockerfile() throws Exception {
        Files.delete(folder.resolve("Dockerfile"));
        assertThatThrownBy(() -> run(Requests.push(folder, tag, "linux/amd64")))
                .isInstanceOf(BuildException.class)
                .hasMessage("failed to read dockerfile: open Dockerfile: no such file or directory");
    }

    @Test
    void refusesADockerfileThatIsNone() throws Exception {
        Requests.dockerfile(folder, "RUN true\n");
        assertThatThrownBy(() -> run(Requests.push(folder, tag, "linux/amd64")))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("no build stage in current context");
    }

    @Test
    void refusesANodeThatCanNotBeReachedAndNamesIt() {
        builder = unreachable();
        assertThatThrownBy(() -> run(Requests.push(folder, tag, "linux/amd64")))
                .isInstanceOf(BuildException.class)
                .hasMessageStartingWith("no valid drivers found: node gone: Cannot connect to the Docker Engine at"
                        + " unix:///nowhere/docker.sock: ");
    }

    @Test
    void refusesToEmulateWhileANodeIsAway() {
        BuilderNode gone = unreachable().nodes().get(0);
        builder = new BuilderInstance(
                "mixed", Drivers.DOCKER, List.of(builder.nodes().get(0), gone));
        assertThatThrownBy(() -> run(Requests.push(folder, tag, "linux/amd64,linux/arm64")))
                .isInstanceOf(BuildException.class)
                .hasMessageStartingWith("not all nodes of builder \"mixed\" can be used, and the others would have to"
                        + " emulate: node gone: ");
    }

    @Test
    void refusesAPlatformThatNoNodeHas() {
        assertThatThrownBy(() -> run(Requests.push(folder, tag, "linux/loong64")))
                .isInstanceOf(BuildException.class)
                .hasMessageStartingWith("no node can build linux/loong64: engine-a (unix://")
                .hasMessageEndingWith("docker run --privileged --rm tonistiigi/binfmt --install loong64");
    }

    @Test
    void refusesEmulationWhereItIsForbidden() {
        assertThatThrownBy(() -> run(new BuildRequest(
                        List.of("linux/arm64"),
                        BuildInput.of(folder.toString()),
                        List.of(tag),
                        true,
                        RunPolicy.of(EmulationPolicy.FORBID),
                        "")))
                .isInstanceOf(BuildException.class)
                .hasMessage("emulation is forbidden, but linux/arm64 would be emulated on engine-a (engine-a is"
                        + " linux/amd64; stage stage-0 runs RUN for a foreign platform: will be emulated). Add a node of"
                        + " that platform, or cross-compile with FROM --platform=$BUILDPLATFORM");
    }

    @Test
    @DisplayName("S49: the old Go Dockerfile would be emulated, and the message names the stage")
    void namesTheStageThatKeepsTheOldGoServerFromCrossCompiling() {
        assertThatThrownBy(() -> run(new BuildRequest(
                        List.of("linux/arm64"),
                        BuildInput.of(Requests.seed("go-old").toString()),
                        List.of(tag),
                        true,
                        RunPolicy.of(EmulationPolicy.FORBID),
                        "")))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("stage build runs RUN for a foreign platform: will be emulated");
    }

    @Test
    void refusesTheClassicImageStoreWithBothCures() {
        builder = Engines.of(bed, "c");
        assertThatThrownBy(() -> run(Requests.push(folder, tag, "linux/amd64,linux/arm64")))
                .isInstanceOf(BuildException.class)
                .hasMessage("no valid drivers found: Multi-platform build is not supported for the docker driver.\n"
                        + "Switch to a different driver, or turn on the containerd image store, and try again.\n"
                        + "Learn more at https://docs.docker.com/go/build-multi-platform/\n"
                        + "(node engine-c at unix://" + bed.get("engine.c.socket")
                        + " keeps images in Docker's classic store, which can't push by digest)");
    }

    @Test
    void asksForPushRightsBeforeItBuilds() throws Exception {
        String secret = "wrong-" + UUID.randomUUID();
        String guarded = bed.get("registry.tls") + "/bad/x:1";
        for (Optional<Credential> credential :
                List.of(Optional.<Credential>empty(), Optional.of(Credential.password("testbed", secret)))) {
            registries = new RegistryAccess(
                    RegistrySettings.standard().withTrust(TrustedCertificates.fromPem(bed.path("registry.tls.ca"))),
                    host -> credential);
            assertThatThrownBy(() -> run(Requests.push(folder, guarded, "linux/amd64")))
                    .isInstanceOf(BuildException.class)
                    .hasMessageStartingWith(
                            "Tried to push to " + bed.get("registry.tls") + "/bad/x but failed because: ")
                    .hasMessageContaining(credential.isPresent() ? "testbed" : "no credential was given")
                    .hasMessageNotContaining(secret);
        }
    }

    @Test
    void refusesARegistryThatIsNotThere() {
        assertThatThrownBy(() -> run(Requests.push(folder, "127.0.0.1:9/bad/x:1", "linux/amd64")))
                .isInstanceOf(BuildException.class)
                .hasMessageStartingWith("Tried to push to 127.0.0.1:9/bad/x but failed because: ");
    }

    private void refuses(List<String> platforms, String message) {
        assertThatThrownBy(() -> run(request(platforms, List.of(tag))))
                .isInstanceOf(BuildException.class)
                .hasMessage(message);
    }

    private BuildRequest request(List<String> platforms, List<String> tags) {
        return new BuildRequest(
                platforms, BuildInput.of(folder.toString()), tags, true, RunPolicy.of(EmulationPolicy.WARN), "");
    }

    private void run(BuildRequest request) throws Exception {
        new MultiPlatformBuild(builder, registries, events::add).run(request);
    }

    private static BuilderInstance unreachable() {
        return new BuilderInstance(
                "b",
                Drivers.DOCKER,
                List.of(new BuilderNode("gone", "unix:///nowhere/docker.sock", List.of(), Map.of())));
    }
}
