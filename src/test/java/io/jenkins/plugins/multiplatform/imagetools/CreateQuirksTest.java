package io.jenkins.plugins.multiplatform.imagetools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.ImageManifest;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.MemoryRegistry;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Joining and copying images in registries with quirks. */
@Timeout(60)
class CreateQuirksTest {
    private static final Platform UNKNOWN = Platform.of("unknown", "unknown");

    private MemoryRegistry registry;
    private RegistryClient client;
    private RawManifest amd64;
    private RawManifest arm64;

    @BeforeEach
    void start() throws IOException {
        registry = new MemoryRegistry();
        client = new RegistryClient(
                RegistrySettings.standard().withPlainHttp(registry.host()), CredentialSource.anonymous());
        amd64 = image("amd64");
        arm64 = image("arm64");
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private RawManifest image(String architecture) {
        byte[] config =
                ("{\"os\":\"linux\",\"architecture\":\"" + architecture + "\"}").getBytes(StandardCharsets.UTF_8);
        registry.storeBlob("app", config);
        RawManifest image = RawManifest.of(
                MediaTypes.OCI_MANIFEST,
                ImageManifest.of(
                                MediaTypes.OCI_MANIFEST,
                                ContentDescriptor.of(MediaTypes.OCI_CONFIG, Digest.of(config), config.length),
                                List.of(),
                                Map.of())
                        .content());
        registry.store("app", architecture, image);
        return image;
    }

    /** An artifact about another one. */
    private RawManifest about(RawManifest subject, String artifactType, String text) {
        byte[] empty = "{}".getBytes(StandardCharsets.UTF_8);
        Digest config = registry.storeBlob("app", empty);
        String json = "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"artifactType\":\""
                + artifactType + "\",\"config\":{\"mediaType\":\"" + MediaTypes.OCI_EMPTY + "\",\"digest\":\"" + config
                + "\",\"size\":2},\"layers\":[],\"subject\":{\"mediaType\":\"" + subject.mediaType()
                + "\",\"digest\":\"" + subject.digest() + "\",\"size\":" + subject.size()
                + "},\"annotations\":{\"text\":\"" + text + "\"}}";
        RawManifest manifest = RawManifest.of(MediaTypes.OCI_MANIFEST, json.getBytes(StandardCharsets.UTF_8));
        registry.store("app", "about-" + text, manifest);
        return manifest;
    }

    private String name(String tail) {
        return registry.host() + "/" + tail;
    }

    private CreateResult create(CreateRequest request) throws Exception {
        return new ImageCreator(client, line -> {}).create(request);
    }

    private static ContentDescriptor entry(RawManifest manifest, Platform platform) {
        return manifest.descriptor().withPlatform(platform);
    }

    private RawManifest index(ContentDescriptor... entries) {
        RawManifest index = RawManifest.of(
                MediaTypes.OCI_INDEX,
                ImageIndex.of(MediaTypes.OCI_INDEX, List.of(entries), Map.of()).content());
        registry.store("app", "index", index);
        return index;
    }

    @Test
    void whatNamesASubjectIsCopiedAfterIt() throws Exception {
        RawManifest attestation = about(amd64, MediaTypes.ATTESTATION_ARTIFACT, "provenance");
        RawManifest index = index(
                entry(attestation, UNKNOWN)
                        .withAnnotations(Map.of(
                                ContentDescriptor.REFERENCE_TYPE,
                                ContentDescriptor.ATTESTATION,
                                ContentDescriptor.REFERENCE_DIGEST,
                                amd64.digest().toString())),
                entry(amd64, Platform.of("linux", "amd64")));
        registry.subjectsFirst();
        CreateResult result = create(CreateRequest.of(List.of(name("app:index")), List.of(name("copy:1"))));
        assertThat(result.digest()).isEqualTo(index.digest());
        client.copyManifest(Reference.parseNormalized(name("app:index")), Reference.parseNormalized(name("whole")));
        assertThat(registry.hasManifest("whole", attestation.digest().toString()))
                .isTrue();
    }

    @Test
    void attestationsThatAreReferrersAloneBecomeEntriesAsInBuildx() throws Exception {
        RawManifest attestation = about(amd64, MediaTypes.ATTESTATION_ARTIFACT, "provenance");
        about(amd64, "application/vnd.other", "other");
        CreateResult result =
                create(CreateRequest.of(List.of(name("app:amd64"), name("app:arm64")), List.of(name("copy:1"))));
        assertThat(result.manifests())
                .containsExactly(
                        entry(amd64, Platform.of("linux", "amd64")),
                        entry(arm64, Platform.of("linux", "arm64")),
                        entry(attestation, UNKNOWN)
                                .withAnnotations(Map.of(
                                        "vnd.docker.reference.type",
                                        "attestation-manifest",
                                        "vnd.docker.reference.digest",
                                        amd64.digest().toString())));
        assertThat(result.images()).hasSize(2);
        assertThat(registry.hasManifest("copy", attestation.digest().toString()))
                .isTrue();
    }

    @Test
    void anIndexIsCopiedWithTheAttestationsThatHangOnItsImages() throws Exception {
        RawManifest attestation = about(arm64, MediaTypes.ATTESTATION_ARTIFACT, "provenance");
        RawManifest index =
                index(entry(amd64, Platform.of("linux", "amd64")), entry(arm64, Platform.of("linux", "arm64")));
        CreateResult all = create(CreateRequest.of(List.of(name("app:index")), List.of(name("copy:1"))));
        assertThat(all.digest()).isNotEqualTo(index.digest());
        assertThat(all.manifests()).last().extracting(ContentDescriptor::digest).isEqualTo(attestation.digest());
        CreateResult one = create(CreateRequest.of(List.of(name("app:index")), List.of(name("copy:2")))
                .withPlatforms(List.of("linux/amd64")));
        assertThat(one.manifests()).containsExactly(entry(amd64, Platform.of("linux", "amd64")));
        // A second time it is an entry already.
        CreateResult again = create(CreateRequest.of(List.of(name("copy:1")), List.of(name("copy:3"))));
        assertThat(again.digest()).isEqualTo(all.digest());
    }

    @Test
    void aRegistryThatDoesNotTellOfReferrersHasNone() throws Exception {
        registry.refuse(-1, "GET", "/referrers/", 403, "DENIED");
        CreateResult result = create(CreateRequest.of(List.of(name("app:amd64")), List.of(name("app:1"))));
        assertThat(result.manifests()).hasSize(1);
    }

    @Test
    void signaturesOfAttestationsAreCopiedToo() throws Exception {
        RawManifest attestation = about(amd64, MediaTypes.ATTESTATION_ARTIFACT, "provenance");
        RawManifest signature = about(attestation, "application/vnd.dev.cosign.artifact.sig.v1+json", "signature");
        create(CreateRequest.of(List.of(name("app:amd64")), List.of(name("copy:1")))
                .withPreferIndex(false));
        assertThat(registry.hasManifest("copy", attestation.digest().toString()))
                .isTrue();
        assertThat(registry.hasManifest("copy", signature.digest().toString())).isTrue();
    }

    @Test
    void anImageThatIsNotSeenYetIsWaitedFor() throws Exception {
        registry.refuse(1, "GET", "/app/manifests/" + amd64.digest(), 404, "MANIFEST_UNKNOWN")
                .refuse(1, "HEAD", "/app/manifests/" + amd64.digest(), 404, "")
                .refuse(1, "PUT", "/app/manifests/sha256", 404, "MANIFEST_BLOB_UNKNOWN");
        create(CreateRequest.of(List.of(name("app@" + amd64.digest())), List.of(name("app:1"))));
        assertThat(registry.hasManifest("app", "1")).isTrue();
    }

    @Test
    void tellsOfATagWhatTheRegistrySaysItNames() throws Exception {
        create(CreateRequest.of(List.of(name("app:amd64")), List.of(name("app:one"), name("app:three"))));
        registry.refuse(-1, "PUT", "/manifests/two", 403, "DENIED");
        List<String> moved = new ArrayList<>();
        CreateRequest request = CreateRequest.of(
                List.of(name("app:amd64")), List.of(name("app:one"), name("app:two"), name("app:three")));
        assertThatThrownBy(() -> new ImageCreator(client, moved::add).create(request))
                .isInstanceOf(ImageToolsException.class)
                .hasMessageContaining("403 Forbidden: refused (DENIED)")
                .hasMessageEndingWith(" is complete in every repository; tags that name it: " + name("app:one") + ", "
                        + name("app:three") + "; tags that were not moved: " + name("app:two"));
    }

    @Test
    void saysWhereItCannotTellWhatATagNames() throws Exception {
        registry.refuse(-1, "PUT", "/manifests/two", 403, "DENIED")
                .refuse(-1, "HEAD", "/manifests/two", 403, "")
                .quirk(exchange -> {
                    boolean late = MemoryRegistry.isFor(exchange, "GET", "/manifests/two")
                            && registry.requests().stream()
                                    .anyMatch(request -> request.startsWith("PUT") && request.endsWith("two"));
                    if (late) {
                        MemoryRegistry.error(exchange, 403, "DENIED");
                    }
                    return late;
                });
        CreateRequest request = CreateRequest.of(List.of(name("app:amd64")), List.of(name("app:two")));
        assertThatThrownBy(() -> create(request))
                .hasMessageEndingWith("tags that name it: none; tags that were not moved: none; tags of which the"
                        + " registry does not say it: " + name("app:two"));
    }

    @Test
    void anImmutableTagIsMadeTwice() throws Exception {
        registry.immutableTags(400, "TAG_INVALID");
        CreateRequest request = CreateRequest.of(List.of(name("app:amd64")), List.of(name("app:1")));
        assertThat(create(request).digest()).isEqualTo(create(request).digest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha512", "sha384"})
    void aDigestMayBeOfAnotherAlgorithm(String algorithm) throws Exception {
        String java = algorithm.replace("sha", "SHA-");
        String digest = algorithm + ":"
                + HexFormat.of().formatHex(MessageDigest.getInstance(java).digest(amd64.content()));
        registry.store("app", digest, amd64);
        CreateResult result =
                create(CreateRequest.of(List.of(digest), List.of(name("app:1"))).withPreferIndex(false));
        assertThat(result.digest()).hasToString(digest);
        assertThat(registry.hasManifest("app", "1")).isTrue();
        CreateResult index = create(CreateRequest.of(List.of(name("app@" + digest)), List.of(name("app:2"))));
        assertThat(index.manifests().get(0).digest()).hasToString(digest);
        InspectedImage image = new ImageInspector(client).inspect(name("app@" + digest));
        assertThat(image.manifest().digest()).hasToString(digest);
        assertThat(client.headManifest(Reference.parseNormalized(name("app@" + digest)))
                        .orElseThrow()
                        .digest())
                .hasToString(digest);
    }

    @Test
    void whatIsMeantToBeADigestAndIsNoneIsRefused() {
        assertThatThrownBy(() -> create(CreateRequest.of(List.of("sha256:12"), List.of(name("app:1")))))
                .hasMessage(
                        "failed to parse source \"sha256:12\", valid sources are digests, references and descriptors:"
                                + " invalid checksum digest length");
    }

    @Test
    void anIndexWithoutManifestsIsRefused() {
        index();
        assertThatThrownBy(() -> create(CreateRequest.of(List.of(name("app:index")), List.of(name("app:1")))))
                .isInstanceOf(ImageToolsException.class)
                .hasMessage("none of the manifests match the provided platforms");
        assertThat(registry.hasManifest("app", "1")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{index .Manifest.Annotations \"none\"}}.|.",
                "{{index .Image.Config.Labels \"none\"}}.|.",
                "{{json (index .Image.Config.Labels \"none\")}}|\"\"",
                "{{index .Image.Config.Labels \"a\"}}|1",
                "{{.Image.Config.Labels.none}}|<no value>",
                "{{json .Image.Config.Labels.none}}|null",
                "{{.Image.Config.Labels}}|map[a:1]",
                "{{index .Image.Config.Volumes \"none\"}}|{}",
                "{{json (index .Image.Config.ExposedPorts \"none\")}}|{}",
                "{{.Image.Config.ExposedPorts}}|map[80/tcp:{}]",
                "{{json .Image.Config.ExposedPorts}}|{\"80/tcp\": {}}",
                "{{json .Image.Config.Volumes}}|null",
                "{{.Image.Config.Volumes}}|map[]"
            })
    void aKeyThatAMapDoesNotHaveGivesWhatGoGives(String template, String shown) throws Exception {
        byte[] config = ("{\"os\":\"linux\",\"architecture\":\"amd64\",\"config\":{\"Labels\":{\"a\":\"1\"},"
                        + "\"ExposedPorts\":{\"80/tcp\":{}}}}")
                .getBytes(StandardCharsets.UTF_8);
        registry.storeBlob("app", config);
        RawManifest image = RawManifest.of(
                MediaTypes.OCI_MANIFEST,
                ImageManifest.of(
                                MediaTypes.OCI_MANIFEST,
                                ContentDescriptor.of(MediaTypes.OCI_CONFIG, Digest.of(config), config.length),
                                List.of(),
                                Map.of())
                        .content());
        registry.store("app", "labels", image);
        String text = new InspectFormat(client).show(name("app:labels"), template, false);
        assertThat(text.replaceAll("\\s+", " ").replace("{ ", "{").replaceAll("(?<=}) }", "}"))
                .isEqualTo(shown);
    }

    @Test
    void theSystemsVersionIsShown() throws Exception {
        Platform windows = new Platform("windows", "amd64", "", "10.0.20348.1", List.of("win32k"));
        index(entry(amd64, windows));
        assertThat(InspectText.of(new ImageInspector(client).inspect(name("app:index"))))
                .contains("  Platform:   windows/amd64", "  OSVersion:  10.0.20348.1", "  OSFeatures: win32k");
        InspectFormat format = new InspectFormat(client);
        assertThat(format.show(name("app:index"), "{{(index .Manifest.Manifests 0).Platform.OSVersion}}", false))
                .isEqualTo("10.0.20348.1");
        assertThat(format.show(name("app:index"), "{{json .Manifest}}", false))
                .contains("\"os.version\": \"10.0.20348.1\"");
    }
}
