package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.driver.Drivers;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.options.Annotation;
import io.jenkins.plugins.multiplatform.options.Attestations;
import io.jenkins.plugins.multiplatform.options.BuildOptions;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Annotations and attestations, read back from the registry and held against what buildx makes on two nodes. */
@NeedsTestBed
@Timeout(120)
class ImageMetadataTest {
    private static final String PLATFORMS = "linux/amd64,linux/arm64";
    private static final List<String> ANNOTATIONS = List.of(
            "on.all=manifest",
            "manifest[linux/arm64]:on.one=arm",
            "manifest[linux/arm64]:on.all=arm",
            "index:on.index=a<b>&c",
            "manifest-descriptor:on.entry=both",
            "manifest-descriptor[linux/amd64]:on.one.entry=amd");

    @TempDir
    private Path folder;

    private TestBed bed;
    private String repository;

    @BeforeEach
    void prepare(TestBed testBed) throws Exception {
        bed = testBed;
        repository = bed.get("registry.plain") + "/metadata/" + UUID.randomUUID();
        Requests.dockerfile(folder, "FROM alpine\nARG VERSION\nCOPY Dockerfile /\n");
    }

    private BuildResult build(String tag, String platforms, BuildOptions options) throws Exception {
        return build(Engines.two(bed), tag, platforms, options);
    }

    /** The BuildKits that buildx is given too: what they know of the same build, they know of both. */
    private BuilderInstance buildKits(String... relays) {
        List<BuilderNode> nodes = new ArrayList<>();
        for (String relay : relays) {
            List<Platform> platforms = relays.length == 1
                    ? List.of(Engines.AMD64, Engines.ARM64)
                    : List.of(relay.equals("a") ? Engines.AMD64 : Engines.ARM64);
            nodes.add(new BuilderNode(
                    "relay-" + relay, "unix://" + bed.get("relay." + relay + ".unix"), platforms, Map.of()));
        }
        return new BuilderInstance("relays", Drivers.REMOTE, nodes);
    }

    private BuildResult build(BuilderInstance builder, String tag, String platforms, BuildOptions options)
            throws Exception {
        // The time that stands in the images is theirs, so that two builds of one source are equal.
        BuildInput input = BuildInput.of(folder.toString())
                .withBuildArgs(Map.of("SOURCE_DATE_EPOCH", "86400", "VERSION", "1.2"))
                .withOptions(options);
        return new MultiPlatformBuild(builder, Engines.anonymous(), event -> {})
                .run(Requests.push(input, List.of(tag), platforms));
    }

    private String run(List<String> command) throws Exception {
        Path output = Files.createTempFile(folder, "command", ".out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private void buildx(String tag, String... options) throws Exception {
        buildx(List.of("a", "b"), tag, options);
    }

    private void buildx(List<String> relays, String tag, String... options) throws Exception {
        String builder = "metadata-" + UUID.randomUUID();
        String buildx = bed.get("buildx");
        try {
            for (String relay : relays) {
                List<String> create = new ArrayList<>(List.of(
                        buildx,
                        "create",
                        "--name",
                        builder,
                        "--driver=remote",
                        "unix://" + bed.get("relay." + relay + ".unix")));
                if (relays.size() > 1) {
                    create.add(5, "--platform=" + (relay.equals("a") ? "linux/amd64" : "linux/arm64"));
                }
                if (relay.equals("b")) {
                    create.add(5, "--append");
                }
                run(create);
            }
            List<String> command = new ArrayList<>(List.of(buildx, "build", "--builder", builder));
            command.addAll(List.of("--platform", PLATFORMS, "--push", "-t", tag));
            command.addAll(List.of("--build-arg=SOURCE_DATE_EPOCH=86400", "--build-arg=VERSION=1.2"));
            command.addAll(List.of(options));
            command.add(folder.toString());
            run(command);
        } finally {
            run(List.of(buildx, "rm", builder));
        }
    }

    /**
     * All that is not of one build alone: attestations hold the time. buildx annotates their entries too, when it puts
     * several nodes' indexes together; the daemon and we annotate what the annotation is about.
     */
    private static List<ContentDescriptor> comparable(ImageIndex index) {
        return index.manifests().stream().map(ImageMetadataTest::comparable).toList();
    }

    private static ContentDescriptor comparable(ContentDescriptor entry) {
        if (!entry.isAttestation()) {
            return entry;
        }
        Map<String, String> annotations = new HashMap<>(entry.annotations());
        annotations.remove("on.entry");
        return ContentDescriptor.of(entry.mediaType(), Digest.of(new byte[0]), 0)
                .withAnnotations(annotations)
                .withPlatform(entry.platform());
    }

    private static ContentDescriptor entry(PushedImage image, Platform platform) throws Exception {
        return image.entries().stream()
                .filter(entry -> platform.equals(entry.platform()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theIndexIsTheOneThatBuildxMakes() throws Exception {
        List<String> options = new ArrayList<>();
        ANNOTATIONS.forEach(annotation -> options.add("--annotation=" + annotation));
        buildx(repository + ":theirs", options.toArray(String[]::new));
        BuildResult result = build(
                buildKits("a", "b"),
                repository + ":ours",
                PLATFORMS,
                BuildOptions.STANDARD.withAnnotations(Annotation.parse(ANNOTATIONS)));

        ImageIndex ours = new PushedImage(repository + ":ours").index();
        ImageIndex theirs = new PushedImage(repository + ":theirs").index();
        assertThat(comparable(ours)).isEqualTo(comparable(theirs)).hasSize(4);
        assertThat(ours.annotations()).isEqualTo(theirs.annotations()).containsEntry("on.index", "a<b>&c");
        assertThat(result.platforms())
                .extracting(platform -> platform.descriptor().digest())
                .as("each platform's own manifest")
                .containsExactly(
                        ours.manifests().get(0).digest(),
                        ours.manifests().get(2).digest());
    }

    @Test
    void theIndexOfOneNodeHasItsImagesFirstAsThatOfBuildx() throws Exception {
        buildx(List.of("a"), repository + ":theirs", "--annotation=index:on.index=a");
        build(
                buildKits("a"),
                repository + ":ours",
                PLATFORMS,
                BuildOptions.STANDARD.withAnnotations(Annotation.parse(List.of("index:on.index=a"))));

        ImageIndex ours = new PushedImage(repository + ":ours").index();
        assertThat(comparable(ours))
                .isEqualTo(comparable(new PushedImage(repository + ":theirs").index()))
                .extracting(ContentDescriptor::isAttestation)
                .containsExactly(false, false, true, true);
        assertThat(ours.manifests().subList(2, 4))
                .as("in the order of their images")
                .extracting(entry -> entry.attestedDigest().orElseThrow())
                .containsExactly(
                        ours.manifests().get(0).digest().toString(),
                        ours.manifests().get(1).digest().toString());
    }

    @Test
    void theIndexOfOneNodeHasTheDigestOfThatOfBuildx() throws Exception {
        buildx(List.of("a"), repository + ":theirs", "--provenance=false");
        BuildResult result = build(
                buildKits("a"),
                repository + ":ours",
                PLATFORMS,
                BuildOptions.STANDARD.withAttestations(Attestations.NONE));
        assertThat(result.digest())
                .isEqualTo(new PushedImage(repository + ":theirs")
                        .manifest()
                        .orElseThrow()
                        .digest()
                        .toString());
    }

    @Test
    void everyAttestationStaysWithItsImage() throws Exception {
        build(repository + ":1", PLATFORMS, BuildOptions.STANDARD);
        PushedImage image = new PushedImage(repository + ":1");
        assertThat(image.attestations())
                .extracting(entry -> entry.attestedDigest().orElseThrow())
                .containsExactlyElementsOf(image.entries().stream()
                        .map(entry -> entry.digest().toString())
                        .toList());
        for (ContentDescriptor attestation : image.attestations()) {
            assertThat(attestation.platform()).isEqualTo(Platform.of("unknown", "unknown"));
            assertThat(image.manifest(attestation).layers())
                    .singleElement()
                    .satisfies(layer -> assertThat(layer.annotations())
                            .hasEntrySatisfying(
                                    "in-toto.io/predicate-type",
                                    type -> assertThat(type).startsWith("https://slsa.dev/provenance/")));
        }
        for (String platform : List.of("amd64", "arm64")) {
            assertThat(run(List.of(
                            bed.get("skopeo"),
                            "inspect",
                            "--tls-verify=false",
                            "--override-arch=" + platform,
                            "docker://" + repository + ":1")))
                    .contains("\"Architecture\": \"" + platform + "\"");
            assertThat(run(List.of(
                            bed.get("crane"),
                            "config",
                            "--insecure",
                            "--platform=linux/" + platform,
                            repository + ":1")))
                    .contains("\"architecture\":\"" + platform + "\"");
        }
    }

    @Test
    void theProvenanceHoldsWhatItsModeSays() throws Exception {
        for (String mode : List.of("min", "max")) {
            build(
                    repository + ":" + mode,
                    PLATFORMS,
                    BuildOptions.STANDARD.withAttestations(Attestations.parse(List.of(), "mode=" + mode, "", "")));
            PushedImage image = new PushedImage(repository + ":" + mode);
            String provenance = new String(
                    image.blob(
                            image.manifest(image.attestations().get(0)).layers().get(0)),
                    StandardCharsets.UTF_8);
            assertThat(provenance.contains("buildConfig") || provenance.contains("resolvedDependencies\":null"))
                    .as(provenance)
                    .isEqualTo(mode.equals("max"));
        }
    }

    @Test
    void oneImageWithProvenanceIsAnIndexToo() throws Exception {
        BuildResult result = build(
                repository + ":1",
                "linux/arm64",
                BuildOptions.STANDARD.withAnnotations(
                        Annotation.parse(List.of("index:where=index", "manifest-descriptor:where=entry"))));
        PushedImage image = new PushedImage(repository + ":1");
        assertThat(image.index().annotations()).isEqualTo(Map.of("where", "index"));
        assertThat(entry(image, Engines.ARM64).annotations()).containsEntry("where", "entry");
        assertThat(image.attestations()).hasSize(1);
        assertThat(result.platforms().get(0).descriptor().digest())
                .isEqualTo(entry(image, Engines.ARM64).digest());
    }

    @Test
    void withoutAttestationsTheIndexHoldsImagesAlone() throws Exception {
        build(repository + ":plain", PLATFORMS, BuildOptions.STANDARD.withAttestations(Attestations.NONE));
        assertThat(new PushedImage(repository + ":plain").index().manifests()).hasSize(2);

        build(
                repository + ":annotated",
                PLATFORMS,
                BuildOptions.STANDARD
                        .withAttestations(Attestations.NONE)
                        .withAnnotations(Annotation.parse(ANNOTATIONS)));
        PushedImage image = new PushedImage(repository + ":annotated");
        assertThat(image.index().mediaType()).isEqualTo(MediaTypes.OCI_INDEX);
        assertThat(image.index().annotations()).isEqualTo(Map.of("on.index", "a<b>&c"));
        assertThat(entry(image, Engines.AMD64).annotations())
                .isEqualTo(Map.of("on.entry", "both", "on.one.entry", "amd"));
        assertThat(entry(image, Engines.ARM64).annotations()).isEqualTo(Map.of("on.entry", "both"));
        assertThat(image.manifest(entry(image, Engines.AMD64)).annotations()).isEqualTo(Map.of("on.all", "manifest"));
        assertThat(image.manifest(entry(image, Engines.ARM64)).annotations())
                .isEqualTo(Map.of("on.all", "arm", "on.one", "arm"));
    }

    @Test
    void refusesAnnotationsThatWouldBeLost() throws Exception {
        BuildOptions other =
                BuildOptions.STANDARD.withAnnotations(Annotation.parse(List.of("manifest[linux/s390x]:a=b")));
        assertThatThrownBy(() -> build(repository + ":1", PLATFORMS, other))
                .hasMessage("invalid annotation: no platform linux/s390x found in source");
        BuildOptions index = BuildOptions.STANDARD
                .withAttestations(Attestations.NONE)
                .withAnnotations(Annotation.parse(List.of("index:a=b", "c=d", "manifest-descriptor:e=f")));
        assertThatThrownBy(() -> build(repository + ":1", "linux/arm64", index))
                .hasMessage("index annotations not supported for single platform export: index:a,"
                        + " manifest-descriptor:e. Build several platforms, or keep the provenance: either makes an"
                        + " index");
    }
}
