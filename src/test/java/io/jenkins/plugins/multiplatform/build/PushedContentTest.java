package io.jenkins.plugins.multiplatform.build;

import static io.jenkins.plugins.multiplatform.build.CarelessRegistry.attestation;
import static io.jenkins.plugins.multiplatform.build.CarelessRegistry.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.RunPolicy;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a node has pushed is looked into before a tag moves, whatever the node says of it. */
@Timeout(60)
class PushedContentTest {
    private static final Platform AMD64 = Platform.of("linux", "amd64");
    private static final Platform ARM64 = Platform.of("linux", "arm64");
    private static final Platform ARMV7 = Platform.of("linux", "arm", "v7");
    private static final String APP = "app";
    private static final String MIRROR = "mirror";

    private CarelessRegistry registry;
    private final List<BuildEvent> events = new ArrayList<>();
    private ContentDescriptor good;

    @BeforeEach
    void start() throws Exception {
        registry = new CarelessRegistry();
        good = withAttestation(APP, AMD64);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void imagesWithTheirAttestationsArePublished() throws Exception {
        ContentDescriptor image = registry.image(APP, ARM64);
        BuildResult result = publish(withAttestation(APP, ARM64), ARM64, APP);
        assertThat(result.platforms().get(1).descriptor()).isEqualTo(image.withPlatform(ARM64));
        assertThat(registry.puts()).containsExactly("/v2/app/manifests/" + result.digest(), "/v2/app/manifests/1");
    }

    @Test
    void anImageWithoutAttestationsIsDescribedByTheRegistryAndNotByItsNode() throws Exception {
        ContentDescriptor image = registry.image(APP, ARM64);
        ContentDescriptor said = ContentDescriptor.of(MediaTypes.DOCKER_MANIFEST, image.digest(), 1_000_000);
        assertThat(publish(said, ARM64, APP).platforms().get(1).descriptor()).isEqualTo(image.withPlatform(ARM64));
    }

    @Test
    void anImageOfALesserVariantOrWithoutOneIsNoOther() throws Exception {
        String armv7 = ", \"platform\": {\"os\": \"linux\", \"architecture\": \"arm\", \"variant\": \"v7\"}";
        for (Platform base : List.of(Platform.of("linux", "arm"), Platform.of("linux", "arm", "v6"), ARMV7)) {
            ContentDescriptor index = registry.index(APP, entry(registry.image(APP, base), armv7));
            assertThat(publish(index, ARMV7, APP).platforms()).hasSize(2);
        }
    }

    @Test
    void anImageOfAGreaterVariantIsAnother() {
        ContentDescriptor image = registry.image(APP, Platform.of("linux", "arm", "v8"));
        String armv7 = ", \"platform\": {\"os\": \"linux\", \"architecture\": \"arm\", \"variant\": \"v7\"}";
        assertThatThrownBy(() -> publish(registry.index(APP, entry(image, armv7)), ARMV7, APP))
                .isInstanceOf(BuildException.class)
                .hasMessageStartingWith("the image for linux/arm/v7 says that it is for linux/arm/v8: ");
    }

    @Test
    void anIndexThatSaysAnotherPlatformThanItsImageIsRefused() {
        ContentDescriptor image = registry.image(APP, AMD64);
        assertRefused(
                registry.index(APP, entry(image, ARM64)),
                "the image for linux/arm64 says that it is for linux/amd64: its base image has no linux/arm64 variant,"
                        + " or the Dockerfile pins another platform; no tag was moved");
    }

    @Test
    void anIndexOfMorePlatformsIsRefused() {
        assertRefused(
                registry.index(APP, entry(registry.image(APP, ARM64), ARM64), entry(registry.image(APP, AMD64), AMD64)),
                "the image for linux/arm64 says that it is for linux/arm64, linux/amd64: its base image has no"
                        + " linux/arm64 variant, or the Dockerfile pins another platform; no tag was moved");
    }

    @Test
    void anIndexInAnIndexIsRefused() {
        ContentDescriptor inner = registry.index(APP, entry(registry.image(APP, ARM64), ARM64));
        assertRefused(
                registry.index(APP, entry(inner, ARM64)),
                "what was pushed for linux/arm64 describes " + inner.digest() + " as what it is not; no tag was moved");
    }

    @Test
    void anEntryOfAnotherSizeThanItsManifestIsRefused() {
        ContentDescriptor image = registry.image(APP, ARM64);
        ContentDescriptor smaller = ContentDescriptor.of(image.mediaType(), image.digest(), image.size() - 1);
        assertRefused(
                registry.index(APP, entry(smaller, ARM64)),
                "what was pushed for linux/arm64 describes " + image.digest() + " as what it is not; no tag was moved");
    }

    @Test
    void anEntryThatIsNotThereIsRefused() {
        ContentDescriptor image = registry.image(APP, ARM64);
        ContentDescriptor index = registry.index(APP, entry(image, ARM64));
        registry.remove(image.digest());
        assertRefused(
                index,
                "what was pushed for linux/arm64 names " + image.digest()
                        + ", which the registry does not have; no tag was moved");
    }

    @Test
    void whatIsNoImageIsRefused() {
        ContentDescriptor chart =
                registry.manifest(APP, registry.blob(APP, "application/vnd.cncf.helm.config.v1+json", "{}"), "");
        assertRefused(
                registry.index(APP, entry(chart, ARM64)),
                "what was pushed for linux/arm64 is no image: its configuration is"
                        + " application/vnd.cncf.helm.config.v1+json; no tag was moved");
    }

    @Test
    void anAttestationOfAnotherImageIsRefused() {
        ContentDescriptor image = registry.image(APP, ARM64);
        ContentDescriptor statement = statement("");
        assertRefused(
                registry.index(APP, entry(image, ARM64), attestation(statement, good.digest())),
                "what was pushed for linux/arm64 has " + statement.digest()
                        + ", which is neither the image nor an attestation of it; no tag was moved");
    }

    @Test
    void anAttestationWhoseSubjectIsAnotherImageIsRefused() {
        ContentDescriptor image = registry.image(APP, ARM64);
        ContentDescriptor statement = statement(", \"subject\": " + entry(good, ""));
        assertRefused(
                registry.index(APP, entry(image, ARM64), attestation(statement, image.digest())),
                "what was pushed for linux/arm64 has " + statement.digest()
                        + ", an attestation of another image; no tag was moved");
    }

    @Test
    void anAttestationThatIsNotThereIsRefused() {
        ContentDescriptor image = registry.image(APP, ARM64);
        ContentDescriptor statement = statement("");
        ContentDescriptor index = registry.index(APP, entry(image, ARM64), attestation(statement, image.digest()));
        registry.remove(statement.digest());
        assertRefused(
                index,
                "what was pushed for linux/arm64 has " + statement.digest()
                        + ", which the registry does not have; no tag was moved");
    }

    @Test
    void anEntryOfUnknownUseIsRefused() {
        ContentDescriptor other = registry.image(APP, AMD64);
        assertRefused(
                registry.index(
                        APP, entry(registry.image(APP, ARM64), ARM64), entry(other, Platform.of("unknown", "unknown"))),
                "what was pushed for linux/arm64 has " + other.digest()
                        + ", which is neither the image nor an attestation of it; no tag was moved");
    }

    @Test
    void anIndexOfVeryManyEntriesIsNotReadEntryByEntry() {
        ContentDescriptor image = registry.image(APP, ARM64);
        List<String> entries = new ArrayList<>(List.of(entry(image, ARM64)));
        for (int i = 0; i < 500; i++) {
            Digest digest = Digest.of(("none" + i).getBytes(StandardCharsets.UTF_8));
            entries.add(attestation(ContentDescriptor.of(MediaTypes.OCI_MANIFEST, digest, 1), image.digest()));
        }
        assertRefused(
                registry.index(APP, entries.toArray(String[]::new)),
                "what was pushed for linux/arm64 has 501 entries; no tag was moved");
    }

    @Test
    void aRepositoryThatLacksAnEntryOfTheIndexGetsNoTag() {
        ContentDescriptor image = registry.image(APP, ARM64);
        ContentDescriptor index = registry.index(APP, entry(image, ARM64));
        registry.index(MIRROR, entry(image, ARM64));
        withAttestation(MIRROR, AMD64);
        assertThatThrownBy(() -> publish(index, ARM64, APP, MIRROR))
                .isInstanceOf(BuildException.class)
                .hasMessage("linux/arm64 was pushed as " + registry.host() + "/mirror@" + image.digest()
                        + ", but the registry does not have it; no tag was moved");
        assertThat(registry.puts()).isEmpty();
    }

    @Test
    void anImageOfAnEarlierAttemptThatIsAnotherOneIsBuiltAgain() throws Exception {
        ContentDescriptor forged = registry.index(APP, entry(registry.image(APP, AMD64), ARM64));
        List<PlatformImage> finished = List.of(image(good, AMD64), image(forged, ARM64));
        assertThat(publication(ARM64, APP).stillThere(finished, events::add)).containsExactly(finished.get(0));
        assertThat(events)
                .containsExactly(new BuildEvent.Noted("linux/arm64 was finished before, but the image for linux/arm64"
                        + " says that it is for linux/amd64: its base image has no linux/arm64 variant, or the"
                        + " Dockerfile pins another platform: it is built again"));
    }

    @Test
    void anImageOfAnEarlierAttemptThatIsNotWholeIsBuiltAgain() throws Exception {
        ContentDescriptor config = registry.blob(APP, MediaTypes.OCI_CONFIG, "{}");
        ContentDescriptor image = registry.manifest(APP, config, "");
        ContentDescriptor gone = registry.index(APP, entry(registry.image(APP, ARM64), ARM64));
        registry.remove(config.digest());
        registry.remove(gone.digest());
        assertThat(publication(ARM64, APP).stillThere(List.of(image(gone, ARM64), image(image, AMD64)), events::add))
                .isEmpty();
        assertThat(events)
                .extracting(event -> ((BuildEvent.Noted) event).text())
                .satisfiesExactly(
                        text -> assertThat(text)
                                .isEqualTo("linux/arm64 was finished before, but " + gone.digest()
                                        + " is not in every registry any more: it is built again"),
                        text -> assertThat(text)
                                .startsWith("linux/amd64 was finished before, but Tried to get blob " + config.digest())
                                .endsWith(": it is built again"));
    }

    private void assertRefused(ContentDescriptor pushed, String message) {
        assertThatThrownBy(() -> publish(pushed, ARM64, APP))
                .isInstanceOf(BuildException.class)
                .hasMessage(message);
        assertThat(registry.puts()).isEmpty();
    }

    /** Of amd64, and of another platform that a node reports as pushed. */
    private BuildResult publish(ContentDescriptor pushed, Platform platform, String... repositories) throws Exception {
        return publication(platform, repositories)
                .publish(
                        new PlatformOutcomes(List.of(image(good, AMD64), image(pushed, platform)), List.of()),
                        events::add);
    }

    private Publication publication(Platform platform, String... repositories) throws Exception {
        List<Reference> tags = new ArrayList<>();
        for (String repository : repositories) {
            tags.add(Reference.parseNormalized(registry.host() + "/" + repository + ":1"));
        }
        BuildPlan plan = new BuildPlan(List.of(place(AMD64), place(platform)), Set.of(), Map.of(), tags, List.of());
        RegistrySettings settings = RegistrySettings.standard().withPlainHttp(registry.host());
        BuildRequest request = new BuildRequest(
                List.of(),
                BuildInput.of("."),
                tags.stream().map(Reference::toString).toList(),
                true,
                RunPolicy.of(EmulationPolicy.ALLOW),
                "");
        return new Publication(new RegistryAccess(settings, host -> Optional.empty()), plan, request);
    }

    private ContentDescriptor withAttestation(String repository, Platform platform) {
        ContentDescriptor image = registry.image(repository, platform);
        ContentDescriptor statement = registry.manifest(
                repository,
                registry.blob(repository, MediaTypes.OCI_CONFIG, "{}"),
                ", \"subject\": " + entry(image, ""));
        return registry.index(repository, entry(image, platform), attestation(statement, image.digest()));
    }

    private ContentDescriptor statement(String more) {
        return registry.manifest(APP, registry.blob(APP, MediaTypes.OCI_CONFIG, "{}"), more);
    }

    private static PlannedPlatform place(Platform platform) {
        BuilderNode node = new BuilderNode("n", "tcp://n:1", List.of(), Map.of());
        return new PlannedPlatform(platform, "docker", node, Strategy.NATIVE, "test");
    }

    private static PlatformImage image(ContentDescriptor reported, Platform platform) {
        return new PlatformImage(place(platform), reported.withPlatform(platform), "ref", 1, PhaseTimes.NONE, 1, 0, 1);
    }
}
