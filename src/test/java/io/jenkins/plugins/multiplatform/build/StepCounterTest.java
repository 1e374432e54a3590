package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StepCounterTest {
    private final StepCounter counter = new StepCounter();

    @Test
    void countsInstructionsAndNotWhatTheDaemonDoesAroundThem() {
        complete("a", "[internal] load build definition from Dockerfile", false);
        complete("b", "[internal] load metadata for docker.io/library/alpine:latest", false);
        complete("c", "[internal] load build context", false);
        complete("d", "[auth] library/alpine:pull token for registry-1.docker.io", false);
        complete("e", "[1/3] FROM docker.io/library/alpine:latest", false);
        complete("f", "[2/3] COPY . .", true);
        complete("g", "[linux/amd64->arm64 build 3/3] RUN <<EOF\necho\nEOF", true);
        complete("h", "exporting to image", false);
        assertThat(counter.steps()).isEqualTo(2);
        assertThat(counter.cachedSteps()).isEqualTo(2);
    }

    @Test
    void countsAStepThatEndsTwiceOnce() {
        complete("a", "[build 2/3] RUN make", false);
        complete("a", "[build 2/3] RUN make", false);
        complete("b", "[build 3/3] ADD https://example.com/x /x", false);
        assertThat(counter.steps()).isEqualTo(2);
        assertThat(counter.cachedSteps()).isZero();
    }

    private void complete(String vertex, String name, boolean cached) {
        counter.on(new ProgressEvent.Completed(vertex, name, cached, "", 1, Instant.EPOCH));
    }
}
