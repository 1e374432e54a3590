package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nothing is published but what the plan asks for, whoever says that it is all there. */
class PlatformOutcomesTest {
    private static final Platform AMD64 = Platform.of("linux", "amd64");
    private static final Platform ARM64 = Platform.of("linux", "arm64");
    private static final Platform S390X = Platform.of("linux", "s390x");

    @Test
    void outcomesMustBeThoseOfThePlan() throws Exception {
        PlannedPlatform amd64 = place(AMD64, "good");
        PlannedPlatform arm64 = place(ARM64, "evil");
        BuildPlan plan = new BuildPlan(
                List.of(amd64, arm64),
                Set.of(),
                Map.of(),
                List.of(Reference.parseNormalized("example.com/app:1")),
                List.of());
        PlatformImage one = image(amd64, "one");
        PlatformImage two = image(arm64, "two");
        PlatformImage other = image(place(S390X, "evil"), "other");
        assertRefused(plan, List.of(one), "linux/arm64 on evil: it ended with neither an image nor a failure");
        assertRefused(plan, List.of(one, one), "there are two images of linux/amd64; nothing is published");
        assertRefused(
                plan,
                List.of(one, two, other),
                "there is an image of linux/s390x, which was not asked for; nothing is published");
        assertRefused(
                plan,
                List.of(one, withDescriptor(arm64, null)),
                "linux/arm64 was built, but no image of it was pushed; nothing is published");
        new PlatformOutcomes(List.of(one, two), List.of()).requireAll(plan);
    }

    private static void assertRefused(BuildPlan plan, List<PlatformImage> images, String message) {
        assertThatThrownBy(() -> new PlatformOutcomes(images, List.of()).requireAll(plan))
                .isInstanceOf(BuildException.class)
                .hasMessageStartingWith(message);
    }

    private static PlannedPlatform place(Platform platform, String node) {
        return new PlannedPlatform(
                platform, "docker", new BuilderNode(node, "", List.of(), Map.of()), Strategy.NATIVE, "test");
    }

    private static PlatformImage image(PlannedPlatform place, String content) {
        Digest digest = Digest.of(content.getBytes(StandardCharsets.UTF_8));
        return withDescriptor(
                place, ContentDescriptor.of(MediaTypes.OCI_MANIFEST, digest, 1).withPlatform(place.platform()));
    }

    private static PlatformImage withDescriptor(PlannedPlatform place, ContentDescriptor descriptor) {
        return new PlatformImage(place, descriptor, "ref", 1, PhaseTimes.NONE, 1, 0, 1);
    }
}
