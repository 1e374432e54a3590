package io.jenkins.plugins.multiplatform.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.build.BuildEvent;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.LintReport;
import io.jenkins.plugins.multiplatform.build.MissingPlatform;
import io.jenkins.plugins.multiplatform.build.PlatformFailure;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.build.PlatformOutcomes;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What machines say of a run, with its secrets hidden: in all that is text for users. Names, digests and numbers are no
 * text, and a secret that is as short as a digit would make others of them.
 */
public final class MaskedReports {
    private final SecretMask mask;

    public MaskedReports(SecretMask mask) {
        this.mask = mask;
    }

    /** Progress stays as it is: it is shown by the machine that has it, and its lines are masked as they arrive. */
    public BuildEvent event(BuildEvent event) {
        if (event instanceof BuildEvent.Noted noted) {
            return new BuildEvent.Noted(text(noted.text()));
        }
        if (event instanceof BuildEvent.PlatformRetried retried) {
            return new BuildEvent.PlatformRetried(retried.platform(), retried.attempt(), text(retried.error()));
        }
        if (event instanceof BuildEvent.PlatformFailed failed) {
            return new BuildEvent.PlatformFailed(failure(failed.failure()));
        }
        if (event instanceof BuildEvent.PlatformFinished finished && finished.image() != null) {
            PlatformImage image = finished.image();
            return new BuildEvent.PlatformFinished(image.withProvenance(text(image.provenance())));
        }
        return event instanceof BuildEvent.Planned planned ? new BuildEvent.Planned(plan(planned.plan())) : event;
    }

    public PlatformOutcomes outcomes(PlatformOutcomes outcomes) {
        return new PlatformOutcomes(outcomes.images(), failures(outcomes.failures()));
    }

    /** An agent has filled the list: what is of another type is left to those who judge reports. */
    @SuppressWarnings("unchecked")
    private List<PlatformFailure> failures(List<?> reported) {
        List<Object> masked = new ArrayList<>();
        for (Object one : reported) {
            masked.add(one instanceof PlatformFailure failure ? failure(failure) : one);
        }
        return (List<PlatformFailure>) (List<?>) masked;
    }

    public BuildResult result(BuildResult result) {
        return new BuildResult(
                result.descriptor(),
                result.tags(),
                result.platforms(),
                result.missing().stream()
                        .map(missing -> new MissingPlatform(missing.platform(), text(missing.reason())))
                        .toList());
    }

    public LintReport report(LintReport report) {
        return new LintReport(text(report.text()), text(report.error()), report.status());
    }

    private PlatformFailure failure(PlatformFailure failure) {
        return new PlatformFailure(failure.plan(), failure.kind(), text(failure.message()), text(failure.details()));
    }

    private BuildPlan plan(BuildPlan plan) {
        Map<String, String> unplaced = new LinkedHashMap<>(plan.unplaced());
        unplaced.replaceAll((platform, reason) -> text(reason));
        return new BuildPlan(
                plan.platforms(),
                plan.optional(),
                unplaced,
                plan.tags(),
                plan.notes().stream().map(this::text).toList());
    }

    /** What an agent sent may lack a text; whether it may is judged by those who take it. */
    @CheckForNull
    private String text(@CheckForNull String text) {
        // A step's output ends its lines with CRLF where it has a terminal, and a secret of several lines does not.
        return text == null ? null : mask.mask(text.replace("\r\n", "\n"));
    }
}
