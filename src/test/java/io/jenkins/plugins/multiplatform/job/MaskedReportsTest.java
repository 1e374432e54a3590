package io.jenkins.plugins.multiplatform.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.build.BuildEvent;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.LintReport;
import io.jenkins.plugins.multiplatform.build.MissingPlatform;
import io.jenkins.plugins.multiplatform.build.PhaseTimes;
import io.jenkins.plugins.multiplatform.build.PlatformFailure;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.build.PlatformOutcomes;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No secret is in what is kept of a run: events, outcomes, results, reports. */
class MaskedReportsTest {
    private final SecretMask mask = new SecretMask(
            values -> Pattern.compile(values.stream().map(Pattern::quote).collect(Collectors.joining("|"))));
    private final MaskedReports reports = new MaskedReports(mask);
    private final PlannedPlatform place = new PlannedPlatform(
            Platform.of("linux", "arm64"),
            "docker",
            new BuilderNode("node", "unix:///x", List.of(), Map.of()),
            Strategy.NATIVE,
            "its label is arm64");

    @BeforeEach
    void handOut() {
        mask.add("hunter2");
    }

    @Test
    void hidesThemInEvents() {
        assertThat(reports.event(new BuildEvent.Noted("hunter2!"))).isEqualTo(new BuildEvent.Noted("****!"));
        assertThat(reports.event(new BuildEvent.PlatformRetried(place, 2, "failed: hunter2")))
                .isEqualTo(new BuildEvent.PlatformRetried(place, 2, "failed: ****"));
        assertThat(reports.event(new BuildEvent.PlatformFailed(failure("hunter2", "ERROR: hunter2"))))
                .isEqualTo(new BuildEvent.PlatformFailed(failure("****", "ERROR: ****")));
        assertThat(reports.event(new BuildEvent.Planned(plan("hunter2"))))
                .isEqualTo(new BuildEvent.Planned(plan("****")));
        BuildEvent started = new BuildEvent.PlatformStarted(place);
        assertThat(reports.event(started)).isSameAs(started);
    }

    @Test
    void hidesThemInTheProvenanceOfAnImage() {
        PlatformImage image = new PlatformImage(place, null, "", 1, PhaseTimes.NONE, 1, 0, 1, "{\"a\":\"hunter2\"}");
        BuildEvent masked = reports.event(new BuildEvent.PlatformFinished(image));
        assertThat(((BuildEvent.PlatformFinished) masked).image().provenance()).isEqualTo("{\"a\":\"****\"}");
    }

    @Test
    void hidesSecretsOfSeveralLinesWhoseLinesEndWithCrlf() {
        mask.add("abc1\ndef2");
        assertThat(reports.event(new BuildEvent.Noted("is abc1\r\ndef2!"))).isEqualTo(new BuildEvent.Noted("is ****!"));
    }

    /** Agents send lists that hold anything; whoever judges reports refuses it. */
    @Test
    void leavesWhatIsNoFailureToThoseWhoJudgeReports() throws Exception {
        List<?> reported = List.of("no failure");
        @SuppressWarnings("unchecked")
        PlatformOutcomes outcomes = new PlatformOutcomes(List.of(), (List<PlatformFailure>) reported);
        List<?> masked = reports.outcomes(outcomes).failures();
        assertThat(masked.toString()).isEqualTo("[no failure]");
    }

    @Test
    void hidesThemInOutcomesAndResults() {
        assertThat(reports.outcomes(new PlatformOutcomes(List.of(), List.of(failure("hunter2", "hunter2\nhunter2")))))
                .isEqualTo(new PlatformOutcomes(List.of(), List.of(failure("****", "****\n****"))));
        assertThat(reports.result(missing("exit code 1: hunter2"))).isEqualTo(missing("exit code 1: ****"));
    }

    @Test
    void hidesThemInTheCheckOfADockerfile() {
        assertThat(reports.report(new LintReport("WARNING: hunter2\n", "at hunter2", 1)))
                .isEqualTo(new LintReport("WARNING: ****\n", "at ****", 1));
    }

    /** Or a digit for a password would change what is pushed. */
    @Test
    void leavesNamesAndPlacesAsTheyAre() {
        mask.add("arm64");
        assertThat(reports.event(new BuildEvent.PlatformFailed(failure("on arm64", "on arm64"))))
                .isEqualTo(new BuildEvent.PlatformFailed(failure("on ****", "on ****")));
    }

    private PlatformFailure failure(String message, String details) {
        return new PlatformFailure(place, PlatformFailure.Kind.BUILD, message, details);
    }

    private BuildPlan plan(String note) {
        return new BuildPlan(List.of(place), Set.of(), Map.of("linux/s390x", note), List.of(), List.of(note));
    }

    private static BuildResult missing(String reason) {
        return new BuildResult(null, List.of(), List.of(), List.of(new MissingPlatform("linux/arm64", reason)));
    }

    @Test
    void leavesWhatIsNotThereToThoseWhoJudgeReports() {
        PlatformFailure odd = new PlatformFailure(null, null, null, null);
        assertThat(reports.outcomes(new PlatformOutcomes(List.of(), List.of(odd)))
                        .failures())
                .containsExactly(odd);
    }
}
