package io.jenkins.plugins.multiplatform.buildkit.progress;

import static io.jenkins.plugins.multiplatform.buildkit.progress.Statuses.at;
import static io.jenkins.plugins.multiplatform.buildkit.progress.Statuses.done;
import static io.jenkins.plugins.multiplatform.buildkit.progress.Statuses.log;
import static io.jenkins.plugins.multiplatform.buildkit.progress.Statuses.message;
import static io.jenkins.plugins.multiplatform.buildkit.progress.Statuses.running;
import static io.jenkins.plugins.multiplatform.buildkit.progress.Statuses.transfer;
import static io.jenkins.plugins.multiplatform.buildkit.progress.Statuses.waiting;
import static io.jenkins.plugins.multiplatform.buildkit.progress.Statuses.warning;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.buildkit.wire.control.StatusResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusReaderTest {
    private static final Instant EPOCH = Instant.ofEpochSecond(1_600_000_000);

    private static List<ProgressEvent> events(StatusResponse... messages) {
        List<ProgressEvent> events = new ArrayList<>();
        StatusReader reader = new StatusReader(events::add);
        for (StatusResponse message : messages) {
            reader.read(message);
        }
        reader.end();
        return events;
    }

    @Test
    void saysNothingOfAStepThatWaits() {
        assertThat(events(message(waiting("a", "step")))).isEmpty();
    }

    @Test
    void tellsEachStartAndEndOnce() {
        assertThat(events(
                        message(running("a", "step", 0)),
                        message(running("a", "step", 0)),
                        message(done("a", "step", 0, 1500)),
                        message(done("a", "step", 0, 1500))))
                .containsExactly(
                        new ProgressEvent.Started("a", "step", EPOCH),
                        new ProgressEvent.Completed("a", "step", false, "", 1.5, EPOCH.plusMillis(1500)));
    }

    @Test
    void hidesThePasswordOfAnAddressThatTheDaemonFetches() {
        assertThat(events(message(
                        running("a", "[internal] load git source https://u:p@ss@host/b.git#main", 0),
                        running("b", "RUN echo https://$USER@host", 0))))
                .containsExactly(
                        new ProgressEvent.Started("a", "[internal] load git source https://host/b.git#main", EPOCH),
                        new ProgressEvent.Started("b", "RUN echo https://$USER@host", EPOCH));
    }

    @Test
    void aStepThatStartsAgainHasNotEnded() {
        assertThat(events(
                        message(done("a", "step", 0, 1000)),
                        message(running("a", "step", 5000)),
                        message(done("a", "step", 5000, 5500))))
                .containsExactly(
                        new ProgressEvent.Started("a", "step", EPOCH),
                        new ProgressEvent.Started("a", "step", EPOCH.plusSeconds(5)),
                        new ProgressEvent.Completed("a", "step", false, "", 1.5, EPOCH.plusMillis(5500)));
    }

    @Test
    void anEndIsToldWhenTheNextMessageHasSaidNothingElse() {
        List<ProgressEvent> events = new ArrayList<>();
        StatusReader reader = new StatusReader(events::add);
        reader.read(message(done("a", "step", 0, 1000)));
        assertThat(events).hasSize(1);
        reader.read(message(running("b", "next", 1000)));
        assertThat(events).extracting(ProgressEvent::vertex).containsExactly("a", "a", "b");
    }

    @Test
    void ofSeveralStatesInOneMessageTheLastCounts() {
        assertThat(events(
                        message(done("a", "step", 0, 1), running("a", "step", 2)),
                        message(done("a", "step", 2, 12).setCached(true))))
                .last()
                .isEqualTo(new ProgressEvent.Completed("a", "step", true, "", 0.011, EPOCH.plusMillis(12)));
    }

    @Test
    void anEndWithoutAStartTookNoTime() {
        assertThat(events(message(waiting("a", "step").setCompleted(at(1000)).setCached(true))))
                .containsExactly(new ProgressEvent.Completed("a", "step", true, "", 0, EPOCH.plusSeconds(1)));
    }

    @Test
    void anEndBeforeItsStartTookNoTime() {
        assertThat(events(message(done("a", "step", 1000, 900))))
                .last()
                .isEqualTo(new ProgressEvent.Completed("a", "step", false, "", 0, EPOCH.plusMillis(900)));
    }

    @Test
    void ofATransferTellsTheFirstStateAndTheLast() {
        assertThat(events(
                        message(transfer("a", "sha256:1", 1, 10, 0)),
                        message(transfer("a", "sha256:1", 5, 10, 0)),
                        message(transfer("a", "sha256:1", 10, 10, 0).setCompleted(at(250))),
                        message(transfer("a", "sha256:1", 10, 10, 0).setCompleted(at(250)))))
                .containsExactly(
                        new ProgressEvent.Transfer("a", "sha256:1", 1, 10, false, 0.001, EPOCH.plusMillis(1)),
                        new ProgressEvent.Transfer("a", "sha256:1", 10, 10, true, 0.25, EPOCH.plusMillis(250)));
    }

    @Test
    void saysOnceAMinuteThatATransferGoesOn() {
        List<ProgressEvent> events = events(
                message(transfer("a", "sha256:1", 1, 10, 0)),
                message(transfer("a", "sha256:1", 2, 10, 0).setTimestamp(at(59_000))),
                message(transfer("a", "sha256:1", 3, 10, 0).setTimestamp(at(61_000))),
                message(transfer("a", "sha256:1", 3, 10, 0).setTimestamp(at(200_000))),
                message(transfer("a", "sha256:1", 4, 10, 0).setTimestamp(at(201_000))));
        assertThat(events)
                .extracting(event -> ((ProgressEvent.Transfer) event).current())
                .containsExactly(1L, 3L, 4L);
    }

    @Test
    void namesATransferAsBuildKitsOwnTextDoes() {
        assertThat(events(
                        message(transfer("a", "transferring context:", 0, 0, 0).setName("transferring"))))
                .containsExactly(new ProgressEvent.Transfer(
                        "a", "transferring context:", 0, 0, false, 0.001, EPOCH.plusMillis(1)));
    }

    @Test
    void keepsTheTwoStreamsApart() {
        byte[] umlaut = "ä".getBytes(StandardCharsets.UTF_8);
        assertThat(events(
                        log("a", 0, 1, new byte[] {umlaut[0]}),
                        log("a", 1000, 2, "error".getBytes(StandardCharsets.UTF_8)),
                        log("a", 2000, 1, new byte[] {umlaut[1]})))
                .containsExactly(
                        new ProgressEvent.Output("a", 2, "error", EPOCH.plusSeconds(1)),
                        new ProgressEvent.Output("a", 1, "ä", EPOCH.plusSeconds(2)));
    }

    @Test
    void passesOnWarningsWithTheirAddress() {
        assertThat(events(warning("a", "beware")))
                .containsExactly(new ProgressEvent.Warning("a", "beware", "https://example.org/rule"));
    }
}
