package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PhaseClockTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PhaseClock clock = new PhaseClock();

    private void step(String name, double from, double to) {
        clock.on(new ProgressEvent.Started(name, name, at(from)));
        clock.on(new ProgressEvent.Completed(name, name, false, "", to - from, at(to)));
    }

    private static Instant at(double seconds) {
        return START.plusMillis((long) (seconds * 1000));
    }

    @Test
    void nothingThatHappensTwiceAtOnceIsCountedTwice() {
        step("[internal] load build context", 1, 4);
        step("[context lib] load from client", 2, 5);
        step("[internal] load build definition from Dockerfile", 1.5, 2);
        step("[internal] load .dockerignore", 7, 7.5);
        step("exporting to image", 10, 12);
        step("exporting cache to registry", 13, 14);
        assertThat(clock.times()).isEqualTo(new PhaseTimes(4.5, 3));
    }

    @Test
    void whatIsNeitherContextNorExportIsTheBuild() {
        step("[internal] load metadata for docker.io/library/alpine:latest", 0, 1);
        step("[1/2] FROM docker.io/library/alpine", 1, 2);
        step("[2/2] RUN exporting now", 2, 9);
        assertThat(clock.times()).isEqualTo(PhaseTimes.NONE);
    }

    @Test
    void aStepThatRunsTwiceCountsTwiceAndOneThatWasCachedNotAtAll() {
        step("exporting to image", 1, 2);
        step("exporting to image", 5, 6);
        clock.on(new ProgressEvent.Completed("c", "[internal] load build context", true, "", 0, at(8)));
        assertThat(clock.times()).isEqualTo(new PhaseTimes(0, 2));
    }
}
