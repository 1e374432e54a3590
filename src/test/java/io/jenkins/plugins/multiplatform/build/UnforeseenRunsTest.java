package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps as daemons name them. */
class UnforeseenRunsTest {
    private final List<String> noted = new ArrayList<>();
    private final UnforeseenRuns sole = new UnforeseenRuns(Set.of(""), noted::add);
    private final UnforeseenRuns named = new UnforeseenRuns(Set.of("stage-1", "my.app"), noted::add);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[2/2] ONBUILD RUN uname -m",
                "[2/2] RUN uname -m",
                "[ 2/12] RUN uname -m",
                "[linux/arm64 2/2] ONBUILD RUN uname -m",
                "[linux/arm/v7  2/12] RUN --network=none uname -m"
            })
    void aSoleStageHasNoName(String step) {
        sole.on(started(step));
        named.on(started(step));
        assertThat(noted).containsExactly(step);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[stage-1 2/3] ONBUILD RUN uname -m",
                "[stage-1  2/12] RUN uname -m",
                "[my.app 2/3] RUN <<EOF (uname...)",
                "[linux/amd64->arm64 stage-1 2/3] RUN uname -m",
                "[linux/arm64 my.app  2/12] ONBUILD RUN uname -m"
            })
    void aStageAmongSeveralHasItsName(String step) {
        named.on(started(step));
        sole.on(started(step));
        assertThat(noted).containsExactly(step);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[build 2/2] RUN make",
                "[linux/amd64 build 2/2] RUN make",
                "[stage-1 2/3] COPY RUN /",
                "[stage-1 2/3] ONBUILD COPY a /",
                "[internal] load metadata for stage-1",
                "[auth] a/b:pull token for stage-1",
                "exporting to image",
                "RUN make"
            })
    void otherStepsAreForeseen(String step) {
        named.on(started(step));
        sole.on(started(step));
        assertThat(noted).isEmpty();
    }

    @Test
    void theFirstIsToldInOneLine() {
        named.on(started("[stage-1 2/4] RUN a\n\u001b[31mb" + "x".repeat(200)));
        named.on(started("[stage-1 3/4] RUN c"));
        assertThat(noted).containsExactly("[stage-1 2/4] RUN a  [31mb" + "x".repeat(94) + "…");
    }

    /** Backtracking over all of it would take hours. */
    @Test
    @Timeout(30)
    void namesWithoutAnEndAreReadInNoTime() {
        named.on(started("[a" + "/".repeat(4_000_000)));
        assertThat(noted).isEmpty();
    }

    @Test
    void nothingIsUnforeseenWithoutStages() {
        new UnforeseenRuns(Set.of(), noted::add).on(started("[2/2] RUN uname -m"));
        assertThat(noted).isEmpty();
    }

    private static ProgressEvent started(String name) {
        return new ProgressEvent.Started("sha256:1", name, Instant.EPOCH);
    }
}
