package io.jenkins.plugins.multiplatform.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskGroupTest {
    /** From the weakest to the strongest. */
    private static final List<Reason> RANKS = List.of(
            new Reason.SiblingFailed("linux/amd64"),
            new Reason.Stalled("nothing moves"),
            new Reason.TimedOut(Duration.ofSeconds(1)),
            new Reason.Stopped());

    private final TaskGroup group = new TaskGroup();

    @AfterEach
    void forgetInterrupts() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theStrongestReasonCountsWhicheverCameFirst(boolean weakestFirst) {
        for (int weak = 0; weak < RANKS.size(); weak++) {
            for (int strong = weak + 1; strong < RANKS.size(); strong++) {
                try (Task task = new TaskGroup().begin().orElseThrow()) {
                    task.cancel(RANKS.get(weakestFirst ? weak : strong));
                    task.cancel(RANKS.get(weakestFirst ? strong : weak));
                    assertThat(task.reason()).contains(RANKS.get(strong));
                }
            }
        }
    }

    @Test
    void theFirstOfTwoReasonsOfOneKindStays() {
        try (Task task = group.begin().orElseThrow()) {
            task.cancel(new Reason.Stalled("one"));
            task.cancel(new Reason.Stalled("other"));
            assertThat(task.reason()).contains(new Reason.Stalled("one"));
        }
    }

    @Test
    void anInterruptEndsWithTheTaskThatItWasMeantFor() {
        Task task = group.begin().orElseThrow();
        assertThat(task.cancel(new Reason.Stopped())).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        task.close();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(task.cancel(new Reason.Stopped())).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void anInterruptOfOthersOutlivesATaskThatNobodyCancelled() {
        try (Task task = group.begin().orElseThrow()) {
            Thread.currentThread().interrupt();
            assertThat(task.reason()).isEmpty();
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void nothingBeginsAfterTheEnd() {
        Task task = group.begin().orElseThrow();
        assertThat(group.end(new Reason.SiblingFailed("a"))).isTrue();
        assertThat(group.begin()).isEmpty();
        assertThat(task.reason()).isEmpty();
        assertThat(group.end(new Reason.Stopped())).isFalse();
        assertThat(group.reason()).contains(new Reason.Stopped());
        group.cancel(new Reason.SiblingFailed("a"));
        assertThat(task.reason()).contains(new Reason.SiblingFailed("a"));
        assertThat(group.reason()).contains(new Reason.Stopped());
        task.close();
    }
}
