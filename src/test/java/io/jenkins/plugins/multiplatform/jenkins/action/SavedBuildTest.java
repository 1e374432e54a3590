package io.jenkins.plugins.multiplatform.jenkins.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.PhaseTimes;
import io.jenkins.plugins.multiplatform.build.PlatformFailure;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SavedBuildTest {
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    /** A run that is interrupted between its end and its step's must not lose attestations when it goes on. */
    @Test
    void goesOnFromWhatWasPushedAndShowsTheImage() throws Exception {
        ContentDescriptor pushed = descriptor(INDEX, "pushed");
        ContentDescriptor image = descriptor(MANIFEST, "image");
        SavedBuild saved = SavedBuild.begun("b").with(finished(pushed));
        SavedBuild ended =
                saved.with(new BuildResult(descriptor(INDEX, "all"), List.of(), List.of(finished(image)), List.of()));
        assertThat(ended.getPlatforms())
                .extracting(SavedImage::getDigest)
                .containsExactly(image.digest().toString());
        assertThat(ended.finishedImages()).extracting(PlatformImage::descriptor).containsExactly(pushed);
        assertThat(saved.finishedImages()).extracting(PlatformImage::descriptor).containsExactly(pushed);
    }

    @Test
    void aPlatformWithoutAnImageHasItsNodeAndWhatBecameOfIt() throws Exception {
        PlannedPlatform place = finished(descriptor(MANIFEST, "image")).plan();
        SavedBuild begun = SavedBuild.begun("b").with(SavedState.waiting(place, "waits for an agent, arm is offline"));
        assertThat(begun.getStates())
                .extracting(SavedState::getPlatform, SavedState::getNode, SavedState::getState, SavedState::getReason)
                .containsExactly(tuple("linux/arm64", "agent", "waiting", "waits for an agent, arm is offline"));
        SavedBuild lost = begun.with(SavedState.failed(PlatformFailure.lost(place, "agent was lost\ntwice")))
                .failed("linux/arm64 on agent: agent was lost");
        assertThat(lost.getStates())
                .extracting(SavedState::getState, SavedState::getReason)
                .containsExactly(tuple("lost", "agent was lost"));
        assertThat(lost.getFailure()).isEqualTo("linux/arm64 on agent: agent was lost");
        assertThat(lost.with(finished(descriptor(MANIFEST, "image"))).getStates())
                .isEmpty();
    }

    @Test
    void forgetsAnImageThatIsNotBelieved() throws Exception {
        SavedBuild saved = SavedBuild.begun("b").with(finished(descriptor(INDEX, "pushed")));
        assertThat(saved.without(Platform.of("linux", "arm64")).finishedImages())
                .isEmpty();
        assertThat(saved.without(Platform.of("linux", "amd64"))).isSameAs(saved);
    }

    private static ContentDescriptor descriptor(String mediaType, String content) throws Exception {
        return ContentDescriptor.of(mediaType, Digest.of(content.getBytes()), content.length())
                .withPlatform(Platform.parse("linux/arm64").normalize());
    }

    private static PlatformImage finished(ContentDescriptor descriptor) throws Exception {
        PlannedPlatform plan = new PlannedPlatform(
                Platform.parse("linux/arm64").normalize(),
                "docker",
                new BuilderNode("agent", "", List.of(), Map.of()),
                Strategy.NATIVE,
                "it is");
        return new PlatformImage(plan, descriptor, "ref", 1, PhaseTimes.NONE, 2, 1, 1);
    }
}
