package io.jenkins.plugins.multiplatform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.build.BuildEvent;
import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.MissingPlatform;
import io.jenkins.plugins.multiplatform.build.PhaseTimes;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The agent of the workspace, which does all of a run on a builder's nodes, reports what is not so. */
class BuilderReportsTest {
    private static final Platform AMD64 = Platform.of("linux", "amd64");
    private static final Platform ARM64 = Platform.of("linux", "arm64");
    private static final BuilderNode NODE = new BuilderNode("n0", "tcp://n0:1234", List.of(), Map.of());
    private static final ContentDescriptor INDEX = descriptor(MediaTypes.OCI_INDEX, "index");

    private final List<BuildEvent> heard = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private List<String> platforms = List.of("linux/amd64", "linux/arm64");
    private List<String> optional = List.of();

    @Test
    void anHonestRunIsTakenOver() throws Exception {
        BuilderReports reports = reports();
        reports.on(new BuildEvent.Planned(plan(place(AMD64, "n0"), place(ARM64, "n0"))));
        reports.on(new BuildEvent.Planned(plan(place(AMD64, "n0"))));
        reports.on(new BuildEvent.PlatformKept(image(AMD64)));
        reports.on(new BuildEvent.PlatformKept(image(AMD64)));
        reports.on(new BuildEvent.PlatformStarted(place(ARM64, "n0")));
        reports.on(new BuildEvent.PlatformFinished(image(ARM64)));
        reports.on(new BuildEvent.TagMoved(tag(), INDEX.digest()));
        BuildResult result = result(image(AMD64), image(ARM64));
        assertThat(reports.end(result)).isEqualTo(result);
        assertThat(heard)
                .hasSize(4)
                .contains(new BuildEvent.PlatformFinished(image(ARM64)), new BuildEvent.PlatformKept(image(AMD64)));
        assertThat(log).isEmpty();
    }

    @Test
    void aResultWithoutARequiredPlatformIsNone() throws Exception {
        assertRefused(result(image(AMD64)), "a result without linux/arm64");
        assertRefused(result(), "a result without linux/amd64");
    }

    @Test
    void aResultWithoutAnOptionalPlatformSaysSo() throws Exception {
        optional = List.of("linux/arm64");
        assertThat(reports().end(result(image(AMD64))).missing())
                .containsExactly(new MissingPlatform("linux/arm64", "nothing was reported of it"));
        BuildResult told = new BuildResult(
                INDEX,
                List.of(tag()),
                List.of(image(AMD64)),
                List.of(
                        new MissingPlatform("linux/arm64", "burnt\u001b"),
                        new MissingPlatform("linux/s390x", "forged")));
        assertThat(reports().end(told).missing()).containsExactly(new MissingPlatform("linux/arm64", "burnt\uFFFD"));
    }

    @Test
    void aResultOfOtherTagsOrOfNoneIsNone() throws Exception {
        List<PlatformImage> both = List.of(image(AMD64), image(ARM64));
        Reference other = Reference.parseNormalized("example.com/other:1");
        assertRefused(new BuildResult(INDEX, List.of(other), both, List.of()), "other tags than were asked for");
        assertRefused(new BuildResult(INDEX, List.of(), both, List.of()), "other tags than were asked for");
        assertRefused(new BuildResult(null, List.of(tag()), both, List.of()), "tags that name nothing");
        assertRefused(
                new BuildResult(descriptor("text/html", "x"), List.of(tag()), both, List.of()),
                "tags that name what is neither a manifest nor an index");
    }

    @Test
    void aResultWithAnImageOfAnotherPlatformOrNodeIsNone() throws Exception {
        PlatformImage stranger = image(Platform.of("linux", "s390x"));
        assertRefused(
                result(image(AMD64), image(ARM64), stranger),
                "an image of linux/s390x, which was not asked for of that node");
        assertRefused(
                result(image(AMD64), image(place(ARM64, "elsewhere"), INDEX)),
                "an image of linux/arm64, which was not asked for of that node");
        assertRefused(result(image(AMD64), image(ARM64), image(ARM64)), "two images of linux/arm64");
        assertRefused(
                result(image(AMD64), image(place(ARM64, "n0"), null)),
                "that linux/arm64 is finished, but no image of it");
    }

    @Test
    void anImageThatWasNotAskedForIsNotSaved() throws Exception {
        BuilderReports reports = reports();
        reports.on(new BuildEvent.PlatformFinished(image(Platform.of("linux", "s390x"))));
        reports.on(new BuildEvent.PlatformFinished(image(place(ARM64, "elsewhere"), INDEX)));
        reports.on(new BuildEvent.PlatformFinished(null));
        reports.on(new BuildEvent.PlatformKept(image(Platform.of("linux", "s390x"))));
        reports.on(null);
        assertThat(heard).isEmpty();
        assertThat(log)
                .containsExactly(
                        "refused a report of agent ws: it reported an image of linux/s390x, which it was not asked for",
                        "refused a report of agent ws: it reported an image of linux/arm64, which it was not asked for",
                        "refused a report of agent ws: it reported an image of no platform, which it was not asked"
                                + " for");
        assertThat(reports.end(result(image(AMD64), image(ARM64))).platforms()).hasSize(2);
        reports.on(new BuildEvent.PlatformFinished(image(ARM64)));
        reports.on(new BuildEvent.PlatformKept(image(ARM64)));
        reports.on(new BuildEvent.Planned(plan(place(ARM64, "n0"))));
        assertThat(heard).as("after the end").isEmpty();
    }

    @Test
    void aPlatformThatIsReportedTwiceSpoilsTheResult() throws Exception {
        BuilderReports reports = reports();
        reports.on(new BuildEvent.PlatformFinished(image(ARM64)));
        reports.on(new BuildEvent.PlatformFinished(image(ARM64)));
        assertThat(heard).last().isInstanceOf(BuildEvent.PlatformFailed.class);
        assertThatThrownBy(() -> reports.end(result(image(AMD64), image(ARM64))))
                .isInstanceOf(BuildException.class)
                .hasMessage("agent ws reported linux/arm64 in ways that can't all be so: what it says of this build is"
                        + " not believed");
    }

    @Test
    void thePlaceIsTheBuildersWhateverTheAgentSaysOfIt() throws Exception {
        PlannedPlatform lie = new PlannedPlatform(
                ARM64,
                "docker\u001b",
                new BuilderNode("n0", "tcp://elsewhere", List.of(AMD64), Map.of("x", "y")),
                Strategy.CROSS,
                "because\u001b[2J\n" + "x".repeat(5000));
        BuilderReports reports = reports();
        reports.on(new BuildEvent.Planned(new BuildPlan(
                List.of(lie, place(Platform.of("linux", "s390x"), "n0")),
                Set.of("linux/s390x"),
                Map.of("linux/s390x", "\u001b"),
                List.of(),
                List.of("\u001b"))));
        BuildPlan plan = ((BuildEvent.Planned) heard.get(0)).plan();
        assertThat(plan.platforms()).singleElement().satisfies(place -> {
            assertThat(place.node()).isEqualTo(NODE);
            assertThat(place.driver()).isEqualTo("remote");
            assertThat(place.strategy()).isEqualTo(Strategy.CROSS);
            assertThat(place.reason()).startsWith("because\uFFFD[2J xx").hasSize(2001);
        });
        assertThat(plan.tags()).containsExactly(tag());
        assertThat(plan.unplaced()).isEmpty();
        assertThat(plan.notes()).isEmpty();
    }

    @Test
    void whereNoPlatformWasAskedForItIsOne() throws Exception {
        platforms = List.of();
        assertThat(reports().end(result(image(ARM64))).platforms()).hasSize(1);
        assertRefused(
                result(image(AMD64), image(ARM64)), "an image of linux/arm64, which was not asked for of that node");
        assertRefused(result(), "a result without images");
        assertRefused(
                result(image(Platform.of("linux", "arm64\u001b"))),
                "an image of linux/arm64\uFFFD, which was not asked for of that node");
    }

    private void assertRefused(BuildResult reported, String why) throws Exception {
        BuilderReports reports = reports();
        assertThatThrownBy(() -> reports.end(reported))
                .isInstanceOf(BuildException.class)
                .hasMessage("agent ws reported " + why + ": what it says of this build is not believed");
    }

    private BuilderReports reports() {
        BuildRequest request = new BuildRequest(
                platforms,
                BuildInput.of("."),
                List.of("example.com/app:1"),
                true,
                new RunPolicy(EmulationPolicy.ALLOW, optional, 0, Duration.ZERO, false, 0),
                "");
        return new BuilderReports(
                "ws", new BuilderInstance("b", "remote", List.of(NODE)), request, heard::add, log::add);
    }

    private static BuildResult result(PlatformImage... images) throws Exception {
        return new BuildResult(INDEX, List.of(tag()), List.of(images), List.of());
    }

    private static Reference tag() throws Exception {
        return Reference.parseNormalized("example.com/app:1");
    }

    private static BuildPlan plan(PlannedPlatform... places) {
        return new BuildPlan(List.of(places), Set.of(), Map.of(), List.of(), List.of());
    }

    private static PlannedPlatform place(Platform platform, String node) {
        return new PlannedPlatform(
                platform,
                "remote",
                new BuilderNode(node, NODE.endpoint(), List.of(), Map.of()),
                Strategy.NATIVE,
                "test");
    }

    private static PlatformImage image(Platform platform) {
        return image(place(platform, "n0"), descriptor(MediaTypes.OCI_MANIFEST, platform.format()));
    }

    private static PlatformImage image(PlannedPlatform place, ContentDescriptor descriptor) {
        ContentDescriptor whole = descriptor == null ? null : descriptor.withPlatform(place.platform());
        return new PlatformImage(place, whole, "ref", 1, PhaseTimes.NONE, 1, 0, 1);
    }

    private static ContentDescriptor descriptor(String mediaType, String content) {
        return ContentDescriptor.of(mediaType, Digest.of(content.getBytes(StandardCharsets.UTF_8)), 1);
    }
}
