package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.options.Attestations;
import io.jenkins.plugins.multiplatform.options.BuildOptions;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.registry.FaultProxy;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that knows Docker's media types alone. */
@NeedsTestBed
class IndexRefusalTest {
    private static final String REFUSAL =
            "400 Bad Request\n{\"errors\":[{\"code\":\"MANIFEST_INVALID\",\"message\":\"manifest invalid\"}]}";
    private static final String CURE = "\n"
            + "(if the registry takes no OCI index: the provenance that is made by default makes one of each"
            + " image. Turn it off with provenance: false in the step, --provenance=false on the command line)";
    private static final String NOT_TOLD = "if the registry takes no OCI index";

    @TempDir
    private Path folder;

    private TestBed bed;
    private final String name = "old/" + UUID.randomUUID();

    @BeforeEach
    void writeADockerfile(TestBed testBed) throws Exception {
        bed = testBed;
        Requests.dockerfile(folder, "FROM scratch\nCOPY Dockerfile /\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                REFUSAL,
                "415 Unsupported Media Type\n"
                        + "{\"errors\":[{\"code\":\"MANIFEST_INVALID\",\"message\":\"manifest invalid: type\"}]}",
                "415 Unsupported Media Type\n",
                "400 Bad Request\nno such type"
            })
    void theDaemonsPushFailsWithTheCure(String refusal) throws Exception {
        assertThat(failure(refusal, BuildOptions.STANDARD))
                .contains("failed to push ")
                .endsWith(CURE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "400 Bad Request\n{\"errors\":[{\"code\":\"MANIFEST_BLOB_UNKNOWN\",\"message\":\"blob unknown\"}]}",
                "413 Content Too Large\n"
            })
    void anotherRefusalHasNotThisCure(String refusal) throws Exception {
        assertThat(failure(refusal, BuildOptions.STANDARD))
                .contains("failed to push ")
                .doesNotContain(NOT_TOLD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "mode=max", "mode=min"})
    void aProvenanceThatWasAskedForIsNotCalledADefault(String provenance) throws Exception {
        BuildOptions options =
                BuildOptions.STANDARD.withAttestations(Attestations.parse(List.of(), provenance, "", ""));
        assertThat(failure(REFUSAL, options)).contains("failed to push ").doesNotContain(NOT_TOLD);
    }

    @Test
    void theCureHelps() throws Exception {
        try (FaultProxy old = FaultProxy.refusing(bed.get("registry.plain"), MediaTypes.OCI_INDEX, REFUSAL)) {
            BuildResult result =
                    run(old, BuildOptions.STANDARD.withAttestations(Attestations.parse(List.of(), "false", "", "")));
            assertThat(result.descriptor().mediaType()).isEqualTo(MediaTypes.DOCKER_LIST);
        }
    }

    @Test
    void theIndexOfTheRunIsRefusedWithTheCureToo() throws Exception {
        List<PlatformImage> images = new ArrayList<>();
        List<BuildPlan> plans = new ArrayList<>();
        new MultiPlatformBuild(Engines.of(bed, "a"), Engines.anonymous(), event -> {
                    if (event instanceof BuildEvent.PlatformFinished finished) {
                        images.add(finished.image());
                    } else if (event instanceof BuildEvent.Planned planned) {
                        plans.add(planned.plan());
                    }
                })
                .run(Requests.push(folder, bed.get("registry.plain") + "/" + name + ":1", "linux/amd64,linux/arm64"));
        try (FaultProxy old = FaultProxy.refusing(bed.get("registry.plain"), MediaTypes.OCI_INDEX, REFUSAL)) {
            BuildPlan plan = plans.get(0);
            BuildPlan there = new BuildPlan(
                    plan.platforms(),
                    plan.optional(),
                    plan.unplaced(),
                    List.of(Reference.parseNormalized(old.host() + "/" + name + ":2")),
                    plan.notes());
            PlatformOutcomes outcomes = new PlatformOutcomes(images, List.of()).inOrderOf(there);
            assertThatThrownBy(() -> publish(there, outcomes, BuildOptions.STANDARD))
                    .hasMessageStartingWith("Tried to put manifest sha256:")
                    .hasMessageContaining("400 Bad Request: manifest invalid (MANIFEST_INVALID)")
                    .hasMessageEndingWith(CURE);
            assertThatThrownBy(
                            () -> publish(there, outcomes, BuildOptions.STANDARD.withAttestations(Attestations.NONE)))
                    .hasMessageContaining("(MANIFEST_INVALID)")
                    .hasMessageNotContaining(NOT_TOLD);
        }
    }

    private void publish(BuildPlan plan, PlatformOutcomes outcomes, BuildOptions options) throws Exception {
        BuildInput input = BuildInput.of(folder.toString()).withOptions(options);
        List<String> tags = List.of(plan.tags().get(0).toString());
        new Publication(Engines.anonymous(), plan, Requests.push(input, tags, "linux/amd64,linux/arm64"))
                .publish(outcomes, event -> {});
    }

    private String failure(String refusal, BuildOptions options) throws Exception {
        try (FaultProxy old = FaultProxy.refusing(bed.get("registry.plain"), MediaTypes.OCI_INDEX, refusal)) {
            BuildException failure = catchThrowableOfType(BuildException.class, () -> run(old, options));
            assertThat(failure).isNotNull();
            return failure.getMessage();
        }
    }

    private BuildResult run(FaultProxy registry, BuildOptions options) throws Exception {
        BuildInput input = BuildInput.of(folder.toString()).withOptions(options);
        return new MultiPlatformBuild(Engines.of(bed, "a"), Engines.anonymous(), event -> {})
                .run(Requests.push(input, List.of(registry.host() + "/" + name + ":1"), "linux/amd64,linux/arm64"));
    }
}
