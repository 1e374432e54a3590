package io.jenkins.plugins.multiplatform.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.build.PhaseTimes;
import io.jenkins.plugins.multiplatform.build.PlatformFailure;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;

/**
 * What an agent reports of a platform, as far as it is taken over: each field within bounds, and the place from the plan.
 * Whether the registry really has the image is found out before a tag moves.
 */
final class ReportedPlatform {
    static final int MAX_LINE = 2_000;
    static final int MAX_MESSAGE = 16 << 10;
    private static final int MAX_DETAILS = 64 << 10;
    private static final int MAX_REFERENCE = 200;
    private static final int MAX_ATTEMPTS = 1_000;
    private static final int MAX_STEPS = 1_000_000;
    /** A month: no platform takes longer. */
    private static final double MAX_SECONDS = 31 * 24 * 3600;

    private final PlannedPlatform place;

    /** @param place as it was planned */
    ReportedPlatform(PlannedPlatform place) {
        this.place = place;
    }

    /**
     * @param pushed whether the image must be in a registry
     * @throws AgentReportException if it can't be an image of this place
     */
    PlatformImage image(PlatformImage reported, boolean pushed) throws AgentReportException {
        ContentDescriptor descriptor = reported.descriptor();
        if (descriptor == null && pushed) {
            throw new AgentReportException("that " + name() + " is finished, but no image of it");
        }
        double seconds = seconds(reported.seconds());
        PhaseTimes phases = reported.phases();
        int steps = within(reported.steps(), 0, MAX_STEPS);
        return new PlatformImage(
                        place,
                        descriptor == null ? null : descriptor(descriptor),
                        AgentText.line(reported.reference(), MAX_REFERENCE),
                        seconds,
                        phases == null
                                ? PhaseTimes.NONE
                                : new PhaseTimes(seconds(phases.context()), seconds(phases.export())),
                        steps,
                        within(reported.cachedSteps(), 0, steps),
                        attempts(reported.attempts()))
                .withProvenance(AgentText.lines(reported.provenance(), PlatformImage.MAX_PROVENANCE));
    }

    private ContentDescriptor descriptor(ContentDescriptor reported) throws AgentReportException {
        String type = reported.mediaType();
        if (!MediaTypes.isIndex(type) && !MediaTypes.isManifest(type)) {
            throw new AgentReportException("an image of " + name() + " that is neither a manifest nor an index: "
                    + AgentText.line(type, MAX_REFERENCE));
        }
        return ContentDescriptor.of(type, reported.digest(), reported.size()).withPlatform(place.platform());
    }

    /** @throws AgentReportException if it has no kind */
    PlatformFailure failure(PlatformFailure reported) throws AgentReportException {
        if (reported.kind() == null) {
            throw new AgentReportException("a failure of " + name() + " of no kind");
        }
        return new PlatformFailure(
                place,
                reported.kind(),
                AgentText.lines(reported.message(), MAX_MESSAGE),
                AgentText.lines(reported.details(), MAX_DETAILS));
    }

    int attempts(int reported) {
        return within(reported, 1, MAX_ATTEMPTS);
    }

    /** What the run makes of a report that it does not believe. */
    PlatformFailure refused(String agent, String report) {
        String message = "agent " + agent + " reported " + report + "; its reports of this platform are not believed";
        return new PlatformFailure(place, PlatformFailure.Kind.BUILD, message, "ERROR: " + message);
    }

    private String name() {
        return place.platform().formatAll();
    }

    private static double seconds(double reported) {
        return Double.isFinite(reported) ? Math.min(Math.max(0, reported), MAX_SECONDS) : 0;
    }

    private static int within(int reported, int least, int most) {
        return Math.min(Math.max(least, reported), most);
    }

    /** A platform that need not be one, for a line of the log. */
    static String name(@CheckForNull PlannedPlatform reported) {
        return reported == null || reported.platform() == null
                ? "no platform"
                : AgentText.line(reported.platform().format(), MAX_REFERENCE);
    }
}
