package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.auth.TokenSource;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.driver.Drivers;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.ImageManifest;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.options.Attestations;
import io.jenkins.plugins.multiplatform.options.BuildOptions;
import io.jenkins.plugins.multiplatform.options.NamedContexts;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two jobs on one engine, of which one keeps a secret in a cache mount and the other looks for it. */
@NeedsTestBed
@Timeout(180)
class CacheNamespaceTest {
    private static final String NOTHING = "nothing\n";

    @TempDir
    private Path folder;

    private TestBed bed;
    private String repository;
    private final String secret = UUID.randomUUID().toString();
    private final String mount = UUID.randomUUID().toString();
    private final String victim = "a".repeat(32) + UUID.randomUUID().toString().replace("-", "");
    private final String attacker =
            "b".repeat(32) + UUID.randomUUID().toString().replace("-", "");

    @BeforeEach
    void fillTheCache(TestBed testBed) throws Exception {
        bed = testBed;
        repository = bed.get("registry.plain") + "/namespaces/" + UUID.randomUUID();
        BuildInput input = dockerfile("RUN --mount=type=cache,id=" + mount + ",target=/c echo " + secret + " > /c/f");
        build(Requests.push(input, List.of(repository + ":victim"), "linux/amd64")
                .withCacheNamespace(victim));
    }

    private BuildInput dockerfile(String... lines) throws Exception {
        Path context = Files.createTempDirectory(folder, "context");
        Requests.dockerfile(
                context, "FROM alpine\nRUN echo " + UUID.randomUUID() + "\n" + String.join("\n", lines) + "\n");
        return BuildInput.of(context.toString());
    }

    /** What is in the mount becomes a file of the image. */
    private BuildInput reading(String id) throws Exception {
        return dockerfile("RUN --mount=type=cache,id=" + id
                + ",target=/c cat /c/f > /found 2>/dev/null || echo nothing > /found");
    }

    private BuildResult build(BuildRequest request) throws Exception {
        return new MultiPlatformBuild(Engines.of(bed, "a"), Engines.anonymous(), event -> {}).run(request);
    }

    private String found(BuildInput input, String namespace) throws Exception {
        String tag = repository + ":" + UUID.randomUUID();
        build(Requests.push(input, List.of(tag), "linux/amd64").withCacheNamespace(namespace));
        return new PushedImage(tag).text(Engines.AMD64, "found");
    }

    @Test
    void aJobFindsWhatItsLastBuildLeft() throws Exception {
        assertThat(found(reading(mount), victim)).isEqualTo(secret + "\n");
    }

    @Test
    void anotherJobDoesNotFindIt() throws Exception {
        for (String id : List.of(mount, "../" + mount, victim + "/" + mount, "../" + victim + "/" + mount)) {
            assertThat(found(reading(id), attacker)).as(id).isEqualTo(NOTHING);
        }
    }

    @Test
    void norByABuildArgumentThatNamesTheNamespace() throws Exception {
        BuildInput input = reading(mount).withBuildArgs(Map.of("BUILDKIT_CACHE_MOUNT_NS", victim));
        assertThat(found(input, attacker)).isEqualTo(NOTHING);
    }

    @Test
    void norByANamedContext() throws Exception {
        BuildInput input = dockerfile("RUN --mount=type=cache,from=other,id=" + mount + ",target=/c"
                + " cat /c/f > /found 2>/dev/null || echo nothing > /found");
        for (String context : List.of("other=" + folder, "other=docker-image://alpine")) {
            NamedContexts contexts = NamedContexts.parse(List.of(context));
            assertThat(found(input.withOptions(BuildOptions.STANDARD.withContexts(contexts)), attacker))
                    .as(context)
                    .isEqualTo(NOTHING);
        }
    }

    @Test
    void norByWhatTheAgentWithItsWorkspaceSaysOfTheContext() throws Exception {
        String tag = repository + ":facts";
        BuildInput input = reading(mount);
        BuildRequest request = Requests.push(input, List.of(tag), "linux/amd64").withCacheNamespace(attacker);
        ContextFacts honest = ContextFacts.read(input, RegistrySettings.standard());
        Map<String, String> attributes = new HashMap<>(honest.attributes());
        attributes.put("build-arg:BUILDKIT_CACHE_MOUNT_NS", victim);
        ContextFacts facts = new ContextFacts(
                honest.place(),
                honest.folders(),
                attributes,
                honest.text(),
                "",
                "",
                Map.of(),
                Map.of(),
                Workspace.NONE);
        BuilderNode node = new BuilderNode("engine-a", "unix://" + bed.get("engine.a.socket"), List.of(), Map.of());
        BuildPlan plan = new BuildPlan(
                List.of(new PlannedPlatform(Engines.AMD64, Drivers.DOCKER, node, Strategy.NATIVE, "")),
                Set.of(),
                Map.of(),
                List.of(Reference.parseNormalized(tag)),
                List.of());
        PlatformOutcomes outcomes = new NodeBuild(
                        request, facts, Engines.anonymous(), TokenSource.none(), ClientServices.none())
                .run(plan, honest.sources(), event -> {});
        new Publication(Engines.anonymous(), plan, request).publish(outcomes, event -> {});
        assertThat(new PushedImage(tag).text(Engines.AMD64, "found")).isEqualTo(NOTHING);
    }

    @Test
    void theProvenanceDoesNotNameIt() throws Exception {
        BuildInput input = dockerfile(
                        "ARG VERSION",
                        "RUN --mount=type=cache,id=" + mount + ",target=/c cp /c/f /found",
                        "RUN --mount=type=cache,target=/d touch /d/x")
                .withBuildArgs(Map.of("VERSION", "1.2"))
                .withOptions(BuildOptions.STANDARD.withAttestations(Attestations.parse(List.of(), "mode=max", "", "")));
        List<String> tags = List.of(repository + ":max", repository + "/second:max");
        build(Requests.push(input, tags, "linux/amd64", "linux/arm64").withCacheNamespace(victim));
        for (String tag : tags) {
            PushedImage image = new PushedImage(tag);
            assertThat(image.text(Engines.AMD64, "found")).isEqualTo(secret + "\n");
            assertThat(image.attestations()).hasSize(2);
            for (ContentDescriptor attestation : image.attestations()) {
                String provenance = provenance(image, attestation);
                assertThat(provenance)
                        .contains("\"build-arg:BUILDKIT_CACHE_MOUNT_NS\":\"private\"")
                        .contains("\"build-arg:VERSION\":\"1.2\"")
                        .contains("\"private/" + mount + "\"")
                        .doesNotContain(victim);
            }
        }
    }

    @Test
    void norDoesWhatTheResultSaysOfIt() throws Exception {
        BuildInput input = reading(mount)
                .withOptions(BuildOptions.STANDARD
                        .withAttestations(Attestations.parse(List.of(), "mode=max", "", ""))
                        .withAsksProvenance(true));
        BuildResult result = build(Requests.push(input, List.of(repository + ":file"), "linux/amd64")
                .withCacheNamespace(victim));
        assertThat(result.platforms())
                .singleElement()
                .satisfies(image ->
                        assertThat(image.provenance()).contains("private").doesNotContain(victim));
    }

    @Test
    void norThatOfOnePlatformAlone() throws Exception {
        BuildInput input = reading(mount)
                .withOptions(BuildOptions.STANDARD.withAttestations(Attestations.parse(List.of(), "true", "", "")));
        BuildResult result = build(Requests.push(input, List.of(repository + ":one"), "linux/amd64")
                .withCacheNamespace(victim));
        PushedImage image = new PushedImage(repository + ":one");
        assertThat(image.manifest().orElseThrow().digest().toString()).isEqualTo(result.digest());
        assertThat(provenance(image, image.attestations().get(0)))
                .contains("private/" + mount)
                .doesNotContain(victim);
    }

    /** Reads all that an attestation is made of; its configuration, if it has one, must list the layers that it has. */
    private static String provenance(PushedImage image, ContentDescriptor attestation) throws Exception {
        ImageManifest manifest = image.manifest(attestation);
        String config = new String(image.blob(manifest.config()), StandardCharsets.UTF_8);
        List<String> texts = new ArrayList<>();
        for (ContentDescriptor layer : manifest.layers()) {
            assertThat(config.equals("{}") || config.contains(layer.digest().toString()))
                    .as(config)
                    .isTrue();
            texts.add(new String(image.blob(layer), StandardCharsets.UTF_8));
        }
        return String.join("\n", texts).replace("\": ", "\":");
    }
}
