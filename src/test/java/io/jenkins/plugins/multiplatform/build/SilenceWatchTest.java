package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import io.jenkins.plugins.multiplatform.concurrent.Reason;
import io.jenkins.plugins.multiplatform.concurrent.Task;
import io.jenkins.plugins.multiplatform.concurrent.TaskGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SilenceWatchTest {
    private static final String RUN = "[build 2/3] RUN make -j";

    private final Task task = new TaskGroup().begin().orElseThrow();
    private final List<String> notes = new ArrayList<>();
    private long now;

    @AfterEach
    void end() {
        task.close();
    }

    private SilenceWatch watch(Duration limit) {
        return new SilenceWatch(task, limit, notes::add, () -> now);
    }

    private static ProgressEvent started(String name) {
        return new ProgressEvent.Started(name, name, Instant.EPOCH);
    }

    private static ProgressEvent output(String name) {
        return new ProgressEvent.Output(name, 1, "x", Instant.EPOCH);
    }

    /** Looks each minute. */
    private void pass(SilenceWatch watch, int minutes) {
        for (int i = 0; i < minutes; i++) {
            now += Duration.ofMinutes(1).toNanos();
            watch.look();
        }
    }

    @Test
    void notesASilentStepAfterTenMinutesAndThenEachTimeTheSilenceDoubles() {
        SilenceWatch watch = watch(Duration.ZERO);
        watch.on(started(RUN));
        pass(watch, 9);
        assertThat(notes).isEmpty();
        pass(watch, 91);
        assertThat(notes)
                .containsExactly(
                        RUN + " has reported nothing for 10 minutes",
                        RUN + " has reported nothing for 20 minutes",
                        RUN + " has reported nothing for 40 minutes",
                        RUN + " has reported nothing for 80 minutes");
        assertThat(task.reason()).isEmpty();
    }

    @Test
    void aLineEndsTheSilenceAndTheNextOneIsNotedAnew() {
        SilenceWatch watch = watch(Duration.ZERO);
        watch.on(started(RUN));
        pass(watch, 12);
        watch.on(output(RUN));
        pass(watch, 9);
        assertThat(notes).hasSize(1);
        pass(watch, 1);
        assertThat(notes).hasSize(2).last().isEqualTo(RUN + " has reported nothing for 10 minutes");
    }

    @Test
    void aStepThatEndedIsNotSilent() {
        SilenceWatch watch = watch(Duration.ofMinutes(5));
        watch.on(started(RUN));
        watch.on(new ProgressEvent.Completed(RUN, RUN, false, "", 1, Instant.EPOCH));
        pass(watch, 60);
        assertThat(notes).isEmpty();
        assertThat(task.reason()).isEmpty();
    }

    @Test
    void theLimitEndsARunInstructionThatIsSilentWhileAnotherOneWrites() {
        SilenceWatch watch = watch(Duration.ofMinutes(5));
        watch.on(started(RUN));
        watch.on(started("[2/2] RUN other"));
        for (int i = 0; i < 4; i++) {
            pass(watch, 1);
            watch.on(output("[2/2] RUN other"));
        }
        assertThat(task.reason()).isEmpty();
        pass(watch, 1);
        assertThat(task.reason())
                .contains(new Reason.Stalled(
                        RUN + " has written nothing for 300 s, the limit that stallTimeout sets; it was cancelled"));
    }

    @Test
    void theLimitIsNoneForTransfers() {
        SilenceWatch watch = watch(Duration.ofMinutes(5));
        watch.on(started("[internal] load build context"));
        watch.on(started("exporting to image"));
        watch.on(started("[2/2] COPY RUN /"));
        pass(watch, 15);
        assertThat(task.reason()).isEmpty();
        assertThat(notes)
                .containsExactly(
                        "[internal] load build context has reported nothing for 10 minutes",
                        "exporting to image has reported nothing for 10 minutes",
                        "[2/2] COPY RUN / has reported nothing for 10 minutes");
    }

    @Test
    void aNameOfManyLinesIsOneLine() {
        SilenceWatch watch = watch(Duration.ZERO);
        watch.on(started("[2/2] RUN <<EOF (make...)\nmake\nEOF"));
        watch.on(started("[3/3] RUN " + "x".repeat(500)));
        pass(watch, 10);
        assertThat(notes)
                .containsExactly(
                        "[2/2] RUN <<EOF (make...) has reported nothing for 10 minutes",
                        "[3/3] RUN " + "x".repeat(190) + "… has reported nothing for 10 minutes");
    }

    @Test
    void aDaemonWithEndlessStepsFillsNeitherMemoryNorLog() {
        SilenceWatch watch = watch(Duration.ZERO);
        for (int i = 0; i < 20_000; i++) {
            watch.on(started("step " + i));
        }
        pass(watch, 10);
        assertThat(notes).hasSize(20);
        pass(watch, 600);
        assertThat(notes).noneMatch(note -> note.startsWith("step 10000 "));
    }

    @Test
    void aNameHasNoControlCharactersInTheLog() {
        SilenceWatch watch = watch(Duration.ZERO);
        watch.on(started("\u001b[31mred"));
        pass(watch, 10);
        assertThat(notes).containsExactly("?[31mred has reported nothing for 10 minutes");
    }

    @Test
    void looksOftenEnoughForTheLimit() {
        assertThat(watch(Duration.ZERO).pause()).isEqualTo(Duration.ofMinutes(1));
        assertThat(watch(Duration.ofHours(2)).pause()).isEqualTo(Duration.ofMinutes(1));
        assertThat(watch(Duration.ofSeconds(2)).pause()).isEqualTo(Duration.ofMillis(500));
    }
}
