package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.OutputList;
import io.jenkins.plugins.multiplatform.plan.RunPolicy;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsTestBed
@Timeout(120)
@DisplayName("what a daemon can't export is said before it builds, and what it can is built")
class ExporterSupportTest {
    @TempDir
    private Path folder;

    private TestBed bed;
    private final List<BuildEvent> events = new ArrayList<>();

    @BeforeEach
    void prepare(TestBed testBed) throws Exception {
        bed = testBed;
        Requests.dockerfile(folder, "FROM scratch\nCOPY Dockerfile /" + UUID.randomUUID() + "\n");
    }

    private BuildResult build(BuilderInstance builder, String platforms, List<String> outputs, List<String> tags)
            throws Exception {
        return build(builder, platforms, OutputList.of(outputs, false, tags));
    }

    private BuildResult build(BuilderInstance builder, String platforms, OutputList list) throws Exception {
        BuildInput input = BuildInput.of(folder.toString());
        return new MultiPlatformBuild(builder, Engines.anonymous(), events::add)
                .run(new BuildRequest(
                        List.of(platforms),
                        input.withOptions(input.options().withLoad(list.load())),
                        list.tags(),
                        list.push(),
                        RunPolicy.of(EmulationPolicy.WARN),
                        "",
                        list.outputs()));
    }

    private BuilderInstance buildKit() {
        return Engines.remote("unix://" + bed.get("relay.b.unix"), Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "oci,OCI exporter,can't export images as OCI archives",
        "docker,Docker exporter,can't export images as archives"
    })
    void aClassicEngineDoesNotBuildForAnArchive(String type, String feature, String what) {
        assertThatThrownBy(() -> build(
                        Engines.of(bed, "c"),
                        "linux/amd64",
                        List.of("type=" + type + ",dest=" + folder.resolve("a.tar")),
                        List.of()))
                .isInstanceOf(BuildException.class)
                .hasMessage("no valid drivers found: " + feature + " is not supported for the docker driver.\n"
                        + "Switch to a different driver, or turn on the containerd image store, and try again.\n"
                        + "Learn more at https://docs.docker.com/go/build-exporters/\n"
                        + "(node engine-c at unix://" + bed.get("engine.c.socket")
                        + " keeps images in Docker's classic store, which " + what + ")");
        assertThat(events).noneMatch(BuildEvent.PlatformStarted.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(strings = {"type=image,push=false", "type=image"})
    void aBuildKitKeepsAnImageThatIsNotPushed(String output) throws Exception {
        BuildResult result =
                build(buildKit(), "linux/amd64", List.of(output), List.of("example.invalid/kept:" + UUID.randomUUID()));
        assertThat(result.digest()).startsWith("sha256:");
        assertThat(result.tags()).as("nothing is pushed").isEmpty();
        assertThat(events)
                .filteredOn(BuildEvent.PlatformProgress.class::isInstance)
                .extracting(event -> ((BuildEvent.PlatformProgress) event).event())
                .filteredOn(ProgressEvent.Started.class::isInstance)
                .extracting(event -> ((ProgressEvent.Started) event).name())
                .contains("exporting to image");
    }

    @Test
    void aBuildKitKeepsSeveralPlatforms() throws Exception {
        BuildResult result = build(
                buildKit(),
                "linux/amd64,linux/arm64",
                List.of("type=image,push=false,compression=zstd"),
                List.of("example.invalid/kept:" + UUID.randomUUID()));
        assertThat(result.platforms()).hasSize(2).allMatch(image -> image.descriptor() != null);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBuildKitHasNothingToLoadInto(boolean flag) throws Exception {
        OutputList list = flag
                ? OutputList.of(List.of("type=image"), false, List.of()).withoutKept()
                : OutputList.of(List.of("type=image", "type=docker"), false, List.of());
        assertThatThrownBy(() -> build(buildKit(), "linux/amd64", list))
                .isInstanceOf(BuildException.class)
                .hasMessage(
                        "cannot load into a BuildKit of driver \"remote\": it has no images of its own. Push, or build"
                                + " with a Docker Engine");
    }

    @Test
    void anEngineHoldsOnePlatformUnderOneName() {
        assertThatThrownBy(() -> build(
                        Engines.of(bed, "a"),
                        "linux/amd64,linux/arm64",
                        List.of("type=image"),
                        List.of("example.invalid/kept:" + UUID.randomUUID())))
                .isInstanceOf(BuildException.class)
                .hasMessageStartingWith(
                        "docker exporter does not currently support exporting manifest lists: each of the"
                                + " 2 images");
        assertThat(events).noneMatch(BuildEvent.PlatformStarted.class::isInstance);
    }
}
