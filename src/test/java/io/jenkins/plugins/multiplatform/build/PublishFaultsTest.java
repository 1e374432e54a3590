package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.imagetools.ImageToolsException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.FaultProxy;
import io.jenkins.plugins.multiplatform.registry.FaultProxy.Fault;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import io.jenkins.plugins.multiplatform.registry.RetryPolicy;
import io.jenkins.plugins.multiplatform.testbed.Full;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * No tag ever names an incomplete index. The images are prepared once; the publish phase then runs with a proxy between
 * it and a real registry, which spoils its requests one by one and in pairs.
 */
@NeedsTestBed
@DisplayName("S03, S28: images before the index, the index before the tags, at every fault")
class PublishFaultsTest {
    private static final List<Fault> FAULTS = List.of(
            Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.TOO_MANY_REQUESTS, Fault.INTERNAL_ERROR, Fault.BAD_GATEWAY);
    private static final int PAIRS = 25;
    private static final RegistryClient DIRECT = Engines.anonymous().client();

    private static String registry;
    private static String repository;
    private static List<PlatformImage> images;
    private static RawManifest old;
    private static int requestsOfOnePublish;

    @BeforeAll
    static void prepareTheImagesOnce(TestBed bed) throws Exception {
        registry = bed.get("registry.plain");
        repository = "faults/" + UUID.randomUUID();
        List<BuildEvent> events = new ArrayList<>();
        new MultiPlatformBuild(Engines.of(bed, "a"), Engines.anonymous(), events::add)
                .run(Requests.push(
                        Requests.seed("emulation"),
                        registry + "/" + repository + ":prepared",
                        "linux/amd64,linux/arm64"));
        images = Stream.of(Engines.AMD64, Engines.ARM64)
                .map(platform -> finished(platform, events))
                .toList();
        for (PlatformImage image : images) {
            DIRECT.copyManifest(direct("prepared").nameOnly().withDigest(image.digest()), copy("prepared"));
        }
        old = DIRECT.getManifest(direct("prepared")
                        .nameOnly()
                        .withDigest(images.get(0).descriptor().digest()))
                .orElseThrow();
        try (FaultProxy proxy = FaultProxy.before(registry, n -> Fault.NONE)) {
            publish(proxy, "counted", "new");
            requestsOfOnePublish = proxy.requests().size();
            assertThat(proxy.requests())
                    .as("two images are read here, each with its manifest, configuration and attestations, and"
                            + " seen there with both entries; their index is put here and there, and three tags,"
                            + " each looked for")
                    .extracting(FaultProxy.Request::method)
                    .containsExactlyInAnyOrderElementsOf(requests());
        }
    }

    private static List<String> requests() {
        List<String> methods = new ArrayList<>(Collections.nCopies(8, "GET"));
        methods.addAll(Collections.nCopies(11, "HEAD"));
        methods.addAll(Collections.nCopies(5, "PUT"));
        return methods;
    }

    /** As the daemon pushed it: with its attestations. */
    private static PlatformImage finished(Platform platform, List<BuildEvent> events) {
        return events.stream()
                .filter(BuildEvent.PlatformFinished.class::isInstance)
                .map(event -> ((BuildEvent.PlatformFinished) event).image())
                .filter(image -> image.plan().platform().equals(platform))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void survivesEachFaultOnceAtEachRequest() throws Exception {
        for (Fault fault : FAULTS) {
            for (int n = 1; n <= requestsOfOnePublish; n++) {
                String what = fault + " at request " + n;
                runWithOldTag(fault.at(n), what);
                assertComplete(direct("new"), what);
                assertComplete(copy("new"), what);
                assertComplete(direct("tag"), what);
            }
        }
    }

    @Test
    void leavesTheTagsOldOrCompleteWhenTheRegistryStaysBroken() throws Exception {
        int gaveUp = 0;
        for (Fault fault : FAULTS) {
            for (int n = 1; n <= requestsOfOnePublish; n++) {
                gaveUp += runWithOldTag(fault.from(n), fault + " from request " + n) ? 0 : 1;
            }
        }
        assertThat(gaveUp).as("runs that were told of it").isEqualTo(FAULTS.size() * requestsOfOnePublish);
    }

    @Test
    void keepsThePromiseUnderRandomPairsOfFaults() throws Exception {
        long seed = Long.getLong("mpb.seed", new Random().nextLong());
        System.out.println("PublishFaultsTest: seed " + seed + " (-Dmpb.seed=" + seed + " repeats it)");
        Random random = new Random(seed);
        for (int round = 0; round < PAIRS; round++) {
            int first = 1 + random.nextInt(requestsOfOnePublish);
            int second = 1 + random.nextInt(requestsOfOnePublish + 2);
            Fault one = FAULTS.get(random.nextInt(FAULTS.size()));
            Fault two = FAULTS.get(random.nextInt(FAULTS.size()));
            IntFunction<Fault> pair = n -> n == first ? one : n == second ? two : Fault.NONE;
            runWithOldTag(
                    pair, "seed " + seed + " round " + round + ": " + one + "@" + first + " " + two + "@" + second);
        }
    }

    @Full
    @Test
    void keepsThePromiseUnderEveryPairOfFaults() throws Exception {
        for (int first = 1; first < requestsOfOnePublish; first++) {
            for (int second = first + 1; second <= requestsOfOnePublish; second++) {
                for (Fault one : FAULTS) {
                    for (Fault two : FAULTS) {
                        int a = first;
                        int b = second;
                        runWithOldTag(
                                n -> n == a ? one : n == b ? two : Fault.NONE,
                                one + "@" + first + " " + two + "@" + second);
                    }
                }
            }
        }
    }

    @Test
    void putsNoIndexWhenAnImageIsMissing() throws Exception {
        Digest nothing = Digest.of("nothing".getBytes(StandardCharsets.UTF_8));
        PlatformImage ghost =
                image(ContentDescriptor.of(images.get(0).descriptor().mediaType(), nothing, 7)
                        .withPlatform(Engines.ARM64));
        try (FaultProxy proxy = FaultProxy.before(registry, n -> Fault.NONE)) {
            Reference tag = Reference.parseNormalized(proxy.host() + "/" + repository + ":ghost");
            new IndexPublisher(client(), event -> {}).publish(List.of(images.get(0), ghost), List.of(tag), Map.of());
            fail("published an index with a missing image");
        } catch (BuildException e) {
            assertThat(e.getMessage())
                    .matches("linux/arm64 was pushed as 127\\.0\\.0\\.1:\\d+/" + repository + "@" + nothing
                            + ", but the registry does not have it; no tag was moved");
        }
        assertThat(DIRECT.getManifest(direct("ghost"))).isEmpty();
    }

    @Test
    void refusesAnImageOfAnotherPlatformThanTheOneAsked() throws Exception {
        PlatformImage wrong = image(images.get(0).descriptor().withPlatform(Engines.ARM64));
        Reference tag = direct("wrong");
        try {
            new IndexPublisher(client(), event -> {}).publish(List.of(wrong), List.of(tag), Map.of());
            fail("published amd64 as arm64");
        } catch (BuildException e) {
            assertThat(e)
                    .hasMessage("the image for linux/arm64 says that it is for linux/amd64: its base image has no"
                            + " linux/arm64 variant, or the Dockerfile pins another platform; no tag was moved");
        }
        assertThat(DIRECT.getManifest(tag)).isEmpty();
    }

    @Test
    void refusesTwoImagesForOnePlatform() throws Exception {
        Reference tag = direct("twice");
        try {
            new IndexPublisher(client(), event -> {})
                    .publish(List.of(images.get(0), asPlatform(images.get(1))), List.of(tag), Map.of());
            fail("published one platform twice");
        } catch (BuildException e) {
            assertThat(e.getMessage()).endsWith("; no tag was moved");
        }
        assertThat(DIRECT.getManifest(tag)).isEmpty();
    }

    /** Tag "tag" named another image before; tag "new" did not exist. */
    private static boolean runWithOldTag(IntFunction<Fault> faults, String what) throws Exception {
        DIRECT.putTag(direct("tag"), old);
        String fresh = "new";
        boolean told = false;
        try (FaultProxy proxy = FaultProxy.before(registry, faults)) {
            publish(proxy, "tag", fresh);
        } catch (BuildException | ImageToolsException | RegistryException e) {
            told = true;
        }
        Optional<RawManifest> tag = DIRECT.getManifest(direct("tag"));
        assertThat(tag).as(what).isPresent();
        if (!tag.get().digest().equals(old.digest())) {
            assertComplete(direct("tag"), what);
        }
        for (Reference reference : List.of(direct(fresh), copy(fresh))) {
            if (DIRECT.getManifest(reference).isPresent()) {
                assertComplete(reference, what);
            }
        }
        return !told;
    }

    private static void publish(FaultProxy proxy, String... tags) throws Exception {
        List<Reference> references = new ArrayList<>();
        for (String tag : tags) {
            references.add(Reference.parseNormalized(proxy.host() + "/" + repository + ":" + tag));
        }
        references.add(Reference.parseNormalized(proxy.host() + "/" + repository + "-copy:" + tags[tags.length - 1]));
        // Another index each time: what a registry has is not put again.
        Map<String, String> annotations = Map.of("run", UUID.randomUUID().toString());
        new IndexPublisher(client(), event -> {}).publish(images, references, annotations);
    }

    private static void assertComplete(Reference tag, String what) throws Exception {
        RawManifest manifest = DIRECT.getManifest(tag).orElseThrow(() -> new AssertionError(what));
        List<ContentDescriptor> entries = ImageIndex.parse(manifest.content()).manifests();
        assertThat(entries)
                .as(what)
                .extracting(
                        entry -> entry.declaredPlatform().map(Platform::format).orElse("-"))
                .containsExactly("linux/amd64", "linux/arm64", "unknown/unknown", "unknown/unknown");
        for (ContentDescriptor entry : entries) {
            assertThat(DIRECT.hasManifest(tag.nameOnly(), entry.digest()))
                    .as(what)
                    .isTrue();
        }
    }

    private static Reference direct(String tag) throws Exception {
        return Reference.parseNormalized(registry + "/" + repository + ":" + tag);
    }

    private static Reference copy(String tag) throws Exception {
        return Reference.parseNormalized(registry + "/" + repository + "-copy:" + tag);
    }

    private static PlatformImage image(ContentDescriptor descriptor) {
        BuilderNode node = new BuilderNode("n", "tcp://n:1", List.of(), Map.of());
        Platform platform = descriptor.declaredPlatform().orElseThrow();
        return new PlatformImage(
                new PlannedPlatform(platform, "docker", node, Strategy.NATIVE, "test"),
                descriptor,
                "test",
                1,
                PhaseTimes.NONE,
                1,
                0,
                1);
    }

    private static PlatformImage asPlatform(PlatformImage image) {
        return image(images.get(0).descriptor().withPlatform(image.plan().platform()));
    }

    /** Waits are short, so that thousands of faults take seconds; what is retried is the same. */
    private static RegistryClient client() {
        RetryPolicy quick = new RetryPolicy(
                3,
                3,
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                Duration.ofMillis(2),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20));
        return new RegistryClient(RegistrySettings.standard().withRetries(quick), host -> Optional.empty());
    }
}
