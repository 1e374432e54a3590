package io.jenkins.plugins.multiplatform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.build.BuildEvent;
import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.ContextFacts;
import io.jenkins.plugins.multiplatform.build.PhaseTimes;
import io.jenkins.plugins.multiplatform.build.PlatformFailure;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.build.PlatformOutcomes;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.RunPolicy;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Agents that report what is not so: of two agents {@code good} builds amd64, and {@code evil} was asked for arm64. */
@Timeout(60)
class HostileAgentTest {
    private static final Platform AMD64 = Platform.of("linux", "amd64");
    private static final Platform ARM64 = Platform.of("linux", "arm64");
    private static final Platform S390X = Platform.of("linux", "s390x");
    private static final String ESCAPE = "\u001b[2J";

    @TempDir
    private Path folder;

    private final MemoryFleet fleet = new MemoryFleet();
    private RunPolicy policy = RunPolicy.of(EmulationPolicy.ALLOW);

    /** What is saved with the run. */
    private final List<BuildEvent> saved = Collections.synchronizedList(new ArrayList<>());

    /** Lines that the controller itself writes. */
    private final List<BuildEvent> logged = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void begin() throws Exception {
        Files.writeString(folder.resolve("Dockerfile"), "FROM alpine\nRUN true\n");
        fleet.with("good", "amd64", AMD64).with("evil", "arm64", ARM64);
    }

    @Test
    void aRequiredPlatformOfWhichNothingIsReportedFails() {
        fleet.doing("evil", (share, listener) -> new PlatformOutcomes(List.of(), List.of()));
        assertFails("agent evil reported neither an image nor a failure of linux/arm64");
    }

    @Test
    void soItDoesWhereNothingAtAllComesBack() {
        fleet.doing("evil", (share, listener) -> null);
        assertFails("agent evil reported neither an image nor a failure of linux/arm64");
    }

    @Test
    void anOptionalPlatformOfWhichNothingIsReportedIsLeftOut() throws Exception {
        policy = new RunPolicy(EmulationPolicy.ALLOW, List.of("linux/arm64"), 0, Duration.ZERO, false, 0);
        fleet.doing("evil", (share, listener) -> new PlatformOutcomes(List.of(), List.of()));
        run(List.of());
        assertThat(fleet.published).singleElement().satisfies(outcomes -> {
            assertThat(outcomes.platforms()).containsExactly(AMD64);
            assertThat(outcomes.failures()).hasSize(1);
        });
    }

    @Test
    void anImageOfAnotherAgentsPlatformIsRefusedAndNotSaved() throws Exception {
        PlatformImage forged = image(place(AMD64, "good"), "forged");
        fleet.doing("evil", (share, listener) -> {
            listener.on(new BuildEvent.PlatformFinished(forged));
            return MemoryFleet.build(share, listener);
        });
        BuildResult result = run(List.of());
        assertThat(result.platforms()).extracting(PlatformImage::descriptor).doesNotContain(forged.descriptor());
        assertThat(savedImages()).hasSize(2).doesNotContain(forged);
        assertThat(refusals())
                .containsExactly("refused a report of agent evil: it reported an image of linux/amd64, which it was not"
                        + " asked for");
    }

    @Test
    void anImageOfAPlatformThatNobodyAskedForIsRefusedAndNotSaved() throws Exception {
        PlatformImage forged = image(place(S390X, "evil"), "forged");
        fleet.doing("evil", (share, listener) -> {
            listener.on(new BuildEvent.PlatformFinished(forged));
            PlatformOutcomes honest = MemoryFleet.build(share, listener);
            return honest.and(new PlatformOutcomes(List.of(forged), List.of()));
        });
        assertThat(run(List.of()).platforms())
                .extracting(image -> image.plan().platform())
                .containsExactly(AMD64, ARM64);
        assertThat(savedImages()).doesNotContain(forged);
        assertThat(refusals())
                .containsExactly(
                        "refused a report of agent evil: it reported an image of linux/s390x, which it was not asked"
                                + " for",
                        "refused a report of agent evil: it reported an image of linux/s390x, which it was not asked"
                                + " for");
    }

    @Test
    void aPlatformThatIsReportedTwiceFailsAndItsImageIsForgotten() {
        fleet.doing("evil", (share, listener) -> {
            PlannedPlatform place = share.platforms().get(0);
            listener.on(new BuildEvent.PlatformFinished(image(place, "one")));
            listener.on(new BuildEvent.PlatformFinished(image(place, "two")));
            return new PlatformOutcomes(List.of(image(place, "two")), List.of());
        });
        assertFails("agent evil reported an image of linux/arm64 after it had reported its end");
        assertThat(saved)
                .as("what is saved of the platform last")
                .filteredOn(event -> event instanceof BuildEvent.PlatformFinished f
                                && f.image().plan().platform().equals(ARM64)
                        || event instanceof BuildEvent.PlatformFailed)
                .last()
                .isInstanceOf(BuildEvent.PlatformFailed.class);
    }

    @Test
    void anImageAndAFailureOfOnePlatformAreAFailure() {
        fleet.doing("evil", (share, listener) -> {
            PlatformOutcomes honest = MemoryFleet.build(share, listener);
            PlannedPlatform place = share.platforms().get(0);
            return honest.and(new PlatformOutcomes(List.of(), List.of(failure(place, "no, it failed"))));
        });
        assertFails("agent evil reported an image of linux/arm64, and at its end a failure");
    }

    @Test
    void anotherImageAtTheEndThanBeforeIsAFailure() {
        fleet.doing("evil", (share, listener) -> {
            MemoryFleet.build(share, listener);
            return new PlatformOutcomes(List.of(image(share.platforms().get(0), "another")), List.of());
        });
        assertFails("agent evil reported another image of linux/arm64 at its end than before");
    }

    @Test
    void anImageWithoutADigestIsAFailureWhereImagesArePushed() {
        fleet.doing("evil", (share, listener) -> {
            PlatformImage nothing = withDescriptor(share.platforms().get(0), null);
            listener.on(new BuildEvent.PlatformFinished(nothing));
            return new PlatformOutcomes(List.of(nothing), List.of());
        });
        assertFails("agent evil reported that linux/arm64 is finished, but no image of it");
    }

    @Test
    void whatIsNoImageIsAFailure() {
        fleet.doing("evil", (share, listener) -> {
            PlatformImage blob = withDescriptor(
                    share.platforms().get(0), ContentDescriptor.of("text/html\u001b", digest("blob"), 1));
            listener.on(new BuildEvent.PlatformFinished(blob));
            return new PlatformOutcomes(List.of(blob), List.of());
        });
        assertFails(
                "agent evil reported an image of linux/arm64 that is neither a manifest nor an index: text/html\uFFFD");
    }

    @Test
    void anAgentsFailureOfAnotherAgentsPlatformEndsNothing() throws Exception {
        fleet.doing("evil", (share, listener) -> {
            PlatformFailure forged = failure(place(AMD64, "good"), "gone");
            listener.on(new BuildEvent.PlatformFailed(forged));
            return MemoryFleet.build(share, listener).and(new PlatformOutcomes(List.of(), List.of(forged)));
        });
        policy = new RunPolicy(EmulationPolicy.ALLOW, List.of(), 0, Duration.ZERO, true, 0);
        assertThat(run(List.of()).platforms()).hasSize(2);
        assertThat(refusals()).hasSize(2);
    }

    @Test
    void whatOnlyTheControllerDecidesIsRefused() throws Exception {
        fleet.doing("evil", (share, listener) -> {
            listener.on(new BuildEvent.Planned(share));
            listener.on(new BuildEvent.PlatformKept(image(share.platforms().get(0), "kept")));
            Reference tag = share.tags().get(0);
            listener.on(new BuildEvent.IndexPut(tag, digest("index")));
            listener.on(new BuildEvent.TagMoved(tag, digest("index")));
            listener.on(null);
            listener.on(new BuildEvent.PlatformFinished(null));
            listener.on(new BuildEvent.PlatformFailed(null));
            listener.on(new BuildEvent.PlatformStarted(null));
            PlatformOutcomes honest = MemoryFleet.build(share, listener);
            listener.on(new BuildEvent.PlatformStarted(share.platforms().get(0)));
            return honest;
        });
        run(List.of());
        assertThat(refusals())
                .containsExactly(
                        "refused a report of agent evil: it reported what no agent decides: Planned",
                        "refused a report of agent evil: it reported what no agent decides: PlatformKept",
                        "refused a report of agent evil: it reported what no agent decides: IndexPut",
                        "refused a report of agent evil: it reported what no agent decides: TagMoved",
                        "refused a report of agent evil: it reported an image of no platform, which it was not asked"
                                + " for",
                        "refused a report of agent evil: it reported a failure of no platform, which it was not asked"
                                + " for",
                        "refused a report of agent evil: it reported the start of no platform, which it was not asked"
                                + " for",
                        "refused a report of agent evil: it reported another attempt at linux/arm64 after it had"
                                + " reported its end");
        assertThat(saved)
                .filteredOn(event -> event instanceof BuildEvent.TagMoved || event instanceof BuildEvent.PlatformKept)
                .isEmpty();
    }

    @Test
    void thePlaceIsThePlannedOneAndNumbersAndTextsAreWithinBounds() throws Exception {
        fleet.doing("evil", (share, listener) -> {
            PlannedPlatform place = share.platforms().get(0);
            PlannedPlatform lie = new PlannedPlatform(
                    place.platform(),
                    ESCAPE,
                    new BuilderNode("good" + ESCAPE, "tcp://elsewhere", List.of(), Map.of()),
                    Strategy.CROSS,
                    ESCAPE);
            ContentDescriptor descriptor = ContentDescriptor.of(MediaTypes.OCI_MANIFEST, digest("x"), 1);
            PlatformImage reported = new PlatformImage(
                    lie,
                    descriptor.withAnnotations(Map.of("a", ESCAPE)),
                    "ref\0" + "x".repeat(1000),
                    Double.NaN,
                    new PhaseTimes(-1, Double.POSITIVE_INFINITY),
                    -5,
                    Integer.MAX_VALUE,
                    -1);
            listener.on(new BuildEvent.Noted("a\nb\u202e" + "n".repeat(5000)));
            listener.on(new BuildEvent.PlatformRetried(lie, Integer.MIN_VALUE, ESCAPE));
            listener.on(new BuildEvent.PlatformFinished(reported));
            return new PlatformOutcomes(List.of(reported), List.of());
        });
        PlatformImage image = run(List.of()).platforms().get(1);
        assertThat(image.plan().node().name()).isEqualTo("evil");
        assertThat(image.plan().node().endpoint()).isEmpty();
        assertThat(image.plan().strategy()).isEqualTo(Strategy.NATIVE);
        assertThat(image.descriptor().annotations()).isEmpty();
        assertThat(image.descriptor().platform()).isEqualTo(ARM64);
        assertThat(image.reference()).startsWith("ref\uFFFDx").hasSize(201);
        assertThat(image.seconds()).isZero();
        assertThat(image.phases()).isEqualTo(new PhaseTimes(0, 0));
        assertThat(List.of(image.steps(), image.cachedSteps(), image.attempts()))
                .containsExactly(0, 0, 1);
        assertThat(saved.toString())
                .doesNotContain("\u001b")
                .doesNotContain("\u202e")
                .doesNotContain("tcp://elsewhere");
        assertThat(saved)
                .filteredOn(BuildEvent.Noted.class::isInstance)
                .extracting(event -> ((BuildEvent.Noted) event).text())
                .singleElement()
                .satisfies(text -> assertThat(text).startsWith("a b\uFFFDnn").hasSize(2001));
    }

    @Test
    void aFailuresTextIsWithoutControlCharactersAndOfBoundedLength() {
        fleet.doing("evil", (share, listener) -> {
            PlatformFailure failure =
                    failure(share.platforms().get(0), ESCAPE + "\nsecond\u0085" + "y".repeat(1 << 20));
            listener.on(new BuildEvent.PlatformFailed(failure));
            return new PlatformOutcomes(List.of(), List.of(failure));
        });
        assertThatThrownBy(() -> run(List.of()))
                .isInstanceOf(BuildException.class)
                .hasMessageStartingWith("linux/arm64 on evil: \uFFFD[2J\nsecond\uFFFDyyy")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(20_000));
    }

    @Test
    void noMoreLinesThanAFewTellOfIt() throws Exception {
        fleet.doing("evil", (share, listener) -> {
            for (int i = 0; i < 5000; i++) {
                listener.on(new BuildEvent.PlatformFinished(image(place(AMD64, "good"), "forged" + i)));
                listener.on(new BuildEvent.Noted("n"));
                listener.on(new BuildEvent.PlatformStarted(share.platforms().get(0)));
                listener.on(new BuildEvent.PlatformRetried(share.platforms().get(0), 2, "again"));
            }
            return MemoryFleet.build(share, listener);
        });
        run(List.of());
        assertThat(refusals()).hasSize(20);
        assertThat(saved).hasSizeLessThan(2100);
    }

    @Test
    void whatIsReportedAfterTheEndIsNotHeard() throws Exception {
        List<Runnable> late = new ArrayList<>();
        fleet.doing("evil", (share, listener) -> {
            PlatformOutcomes honest = MemoryFleet.build(share, listener);
            late.add(() -> listener.on(
                    new BuildEvent.PlatformFinished(image(share.platforms().get(0), "late"))));
            return honest;
        });
        run(List.of());
        int before = saved.size();
        late.forEach(Runnable::run);
        assertThat(saved).hasSize(before);
    }

    @Test
    void aSavedImageThatThePlanDoesNotAskForIsNotUsed() throws Exception {
        PlatformImage forged = image(place(S390X, "evil"), "forged");
        PlatformImage kept = image(place(AMD64, "good"), "kept");
        PlatformImage twice = image(place(AMD64, "good"), "twice");
        BuildResult result = run(List.of(forged, kept, twice));
        assertThat(result.platforms()).hasSize(2);
        assertThat(result.platforms().get(0)).isEqualTo(kept);
        assertThat(result.platforms().get(1).plan().platform()).isEqualTo(ARM64);
    }

    private void assertFails(String message) {
        assertThatThrownBy(() -> run(List.of()))
                .isInstanceOf(BuildException.class)
                .hasMessageStartingWith("linux/arm64 on evil: " + message)
                .hasMessageContaining("(linux/amd64 is finished and can be used: sha256:");
        assertThat(fleet.published).isEmpty();
    }

    private BuildResult run(List<PlatformImage> finished) throws Exception {
        BuildRequest request = new BuildRequest(
                List.of("linux/amd64", "linux/arm64"),
                BuildInput.of(folder.toString()),
                List.of("example.com/app:1"),
                true,
                policy,
                "");
        AgentRules rules = new AgentRules(LabelRule.of("nodes", Map.of()), List.of(), LabelRule.of("global", Map.of()));
        return new DistributedBuild(
                        fleet,
                        rules,
                        new AgentPreference("job", "ws", Map.of()),
                        new AgentWait(Duration.ofMillis(1), true),
                        request,
                        ContextFacts.read(request.input(), RegistrySettings.standard()))
                .run(finished, new RunListeners(saved::add, logged::add));
    }

    private List<PlatformImage> savedImages() {
        return saved.stream()
                .filter(BuildEvent.PlatformFinished.class::isInstance)
                .map(event -> ((BuildEvent.PlatformFinished) event).image())
                .toList();
    }

    private List<String> refusals() {
        return logged.stream()
                .filter(BuildEvent.Noted.class::isInstance)
                .map(event -> ((BuildEvent.Noted) event).text())
                .filter(text -> text.startsWith("refused "))
                .toList();
    }

    private static PlannedPlatform place(Platform platform, String node) {
        return new PlannedPlatform(
                platform, "docker", new BuilderNode(node, "", List.of(), Map.of()), Strategy.NATIVE, "test");
    }

    private static PlatformFailure failure(PlannedPlatform place, String message) {
        return new PlatformFailure(place, PlatformFailure.Kind.BUILD, message, message);
    }

    private static PlatformImage image(PlannedPlatform place, String content) {
        return withDescriptor(
                place,
                ContentDescriptor.of(MediaTypes.OCI_MANIFEST, digest(content), 1)
                        .withPlatform(place.platform()));
    }

    private static PlatformImage withDescriptor(PlannedPlatform place, ContentDescriptor descriptor) {
        return new PlatformImage(place, descriptor, "ref", 1, PhaseTimes.NONE, 1, 0, 1);
    }

    private static Digest digest(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }
}
