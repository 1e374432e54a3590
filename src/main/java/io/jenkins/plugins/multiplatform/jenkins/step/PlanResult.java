package io.jenkins.plugins.multiplatform.jenkins.step;

import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.job.PlanReport;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What {@code multiPlatformBuild dryRun: true} returns: all that was decided. */
public final class PlanResult implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> tags;
    private final ArrayList<PlannedResult> platforms;
    private final ArrayList<String> notes;
    private final String text;

    PlanResult(PlanReport report) {
        tags = new ArrayList<>(
                report.plan().tags().stream().map(Reference::familiar).toList());
        platforms =
                new ArrayList<>(report.places().stream().map(PlannedResult::new).toList());
        notes = new ArrayList<>(report.plan().notes());
        text = String.join("\n", report.lines());
    }

    /** That would be moved, each with its tag. */
    @Whitelisted
    public List<String> getTags() {
        return new ArrayList<>(tags);
    }

    /** In the order asked. */
    @Whitelisted
    public List<PlannedResult> getPlatforms() {
        return new ArrayList<>(platforms);
    }

    @Whitelisted
    public List<String> getNotes() {
        return new ArrayList<>(notes);
    }

    /** As the log shows it. */
    @Whitelisted
    @Override
    public String toString() {
        return text;
    }
}
