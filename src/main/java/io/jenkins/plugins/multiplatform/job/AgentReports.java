package io.jenkins.plugins.multiplatform.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.build.BuildEvent;
import io.jenkins.plugins.multiplatform.build.BuildListener;
import io.jenkins.plugins.multiplatform.build.PlatformFailure;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.build.PlatformOutcomes;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * All that one agent reports while it builds for a run. It runs foreign code and may report anything, so that a report
 * counts only if it is of a platform that this agent was asked for, and only once for each; the others are refused, with
 * a line in the log. A platform that was reported in two ways has failed.
 */
final class AgentReports implements BuildListener {
    /** Those who read the log need to know that an agent misbehaves, not each time that it does. */
    private static final int MAX_REFUSALS = 20;

    /** A build has a few; each may be saved with the run. */
    private static final int MAX_NOTES = 1_000;

    private static final int MAX_ATTEMPTS = 1_000;

    private final String agent;
    private final Function<PlannedPlatform, Optional<PlannedPlatform>> places;
    private final boolean pushes;
    private final BuildListener accepted;
    private final Consumer<String> log;
    private final Map<Platform, PlatformImage> images = new LinkedHashMap<>();
    private final Map<Platform, PlatformFailure> failures = new LinkedHashMap<>();
    private final Map<Platform, PlatformFailure> refused = new LinkedHashMap<>();
    private int refusals;
    private int notes;
    private int attempts;
    private boolean ended;

    /**
     * @param agent its name, for texts
     * @param places the agent's own place for the one that it reports; empty if it has none of that platform
     * @param pushes whether an image must be in a registry
     * @param accepted hears what counts, and of a platform that is not believed any more that it has failed
     * @param log takes lines about what does not
     */
    AgentReports(
            String agent,
            Function<PlannedPlatform, Optional<PlannedPlatform>> places,
            boolean pushes,
            BuildListener accepted,
            Consumer<String> log) {
        this.agent = agent;
        this.places = places;
        this.pushes = pushes;
        this.accepted = accepted;
        this.log = log;
    }

    @Override
    public synchronized void on(@CheckForNull BuildEvent event) {
        if (ended || event == null) {
            return;
        }
        try {
            if (event instanceof BuildEvent.PlatformStarted started) {
                started(started);
            } else if (event instanceof BuildEvent.PlatformRetried retried) {
                retried(retried);
            } else if (event instanceof BuildEvent.PlatformFinished finished) {
                finished(finished.image());
            } else if (event instanceof BuildEvent.PlatformFailed failed) {
                failed(failed.failure());
            } else if (event instanceof BuildEvent.Noted noted) {
                noted(noted.text());
            } else {
                throw new AgentReportException(
                        "what no agent decides: " + event.getClass().getSimpleName());
            }
        } catch (AgentReportException e) {
            refuse(e.getMessage());
        }
    }

    private void started(BuildEvent.PlatformStarted event) throws AgentReportException {
        PlannedPlatform place = place(event.platform(), "the start");
        countAttempt(place);
        accepted.on(new BuildEvent.PlatformStarted(place));
    }

    private void countAttempt(PlannedPlatform place) throws AgentReportException {
        if (isReported(place)) {
            throw new AgentReportException(
                    "another attempt at " + place.platform().formatAll() + " after it had reported its end");
        }
        if (attempts == MAX_ATTEMPTS) {
            throw new AgentReportException("more than " + MAX_ATTEMPTS + " attempts");
        }
        attempts++;
    }

    private void retried(BuildEvent.PlatformRetried event) throws AgentReportException {
        PlannedPlatform place = place(event.platform(), "another attempt");
        countAttempt(place);
        int attempt = new ReportedPlatform(place).attempts(event.attempt());
        String error = AgentText.lines(event.error(), ReportedPlatform.MAX_MESSAGE);
        accepted.on(new BuildEvent.PlatformRetried(place, attempt, error));
    }

    private void finished(@CheckForNull PlatformImage reported) throws AgentReportException {
        PlannedPlatform place = place(reported == null ? null : reported.plan(), "an image");
        if (isReported(place)) {
            distrust(place, "an image of " + place.platform().formatAll() + " after it had reported its end");
            return;
        }
        try {
            PlatformImage image = new ReportedPlatform(place).image(reported, pushes);
            images.put(place.platform(), image);
            accepted.on(new BuildEvent.PlatformFinished(image));
        } catch (AgentReportException e) {
            distrust(place, e.getMessage());
        }
    }

    private void failed(@CheckForNull PlatformFailure reported) throws AgentReportException {
        PlannedPlatform place = place(reported == null ? null : reported.plan(), "a failure");
        if (isReported(place)) {
            distrust(place, "a failure of " + place.platform().formatAll() + " after it had reported its end");
            return;
        }
        try {
            PlatformFailure failure = new ReportedPlatform(place).failure(reported);
            failures.put(place.platform(), failure);
            accepted.on(new BuildEvent.PlatformFailed(failure));
        } catch (AgentReportException e) {
            distrust(place, e.getMessage());
        }
    }

    private void noted(@CheckForNull String text) throws AgentReportException {
        if (notes == MAX_NOTES) {
            throw new AgentReportException("more than " + MAX_NOTES + " notes");
        }
        notes++;
        accepted.on(new BuildEvent.Noted(AgentText.line(text, ReportedPlatform.MAX_LINE)));
    }

    private boolean isReported(PlannedPlatform place) {
        return images.containsKey(place.platform())
                || failures.containsKey(place.platform())
                || refused.containsKey(place.platform());
    }

    private PlannedPlatform place(@CheckForNull PlannedPlatform reported, String what) throws AgentReportException {
        Optional<PlannedPlatform> own =
                reported == null || reported.platform() == null ? Optional.empty() : places.apply(reported);
        return own.orElseThrow(() -> new AgentReportException(
                what + " of " + ReportedPlatform.name(reported) + ", which it was not asked for"));
    }

    private void distrust(PlannedPlatform place, String report) {
        Platform platform = place.platform();
        images.remove(platform);
        failures.remove(platform);
        if (!refused.containsKey(platform)) {
            PlatformFailure failure = new ReportedPlatform(place).refused(agent, report);
            refused.put(platform, failure);
            accepted.on(new BuildEvent.PlatformFailed(failure));
        }
        refuse(report);
    }

    private void refuse(String report) {
        refusals++;
        if (refusals <= MAX_REFUSALS) {
            log.accept("refused a report of agent " + agent + ": it reported " + report);
        }
    }

    /**
     * Takes what the agent's call came back with, and hears nothing any more.
     *
     * @param returned null if there is nothing
     * @param asked the agent's places
     * @return an outcome of each place
     */
    synchronized PlatformOutcomes end(@CheckForNull PlatformOutcomes returned, List<PlannedPlatform> asked) {
        if (returned != null) {
            // The agent has filled these lists: their elements need not be of the type that they declare.
            for (Object image : (List<?>) returned.images()) {
                returnedImage(image);
            }
            for (Object failure : (List<?>) returned.failures()) {
                returnedFailure(failure);
            }
        }
        for (PlannedPlatform place : asked) {
            if (!isReported(place)) {
                distrust(
                        place,
                        "neither an image nor a failure of " + place.platform().formatAll());
            }
        }
        ended = true;
        List<PlatformFailure> failed = new ArrayList<>(failures.values());
        failed.addAll(refused.values());
        return new PlatformOutcomes(new ArrayList<>(images.values()), failed);
    }

    /** @throws AgentReportException if a platform was reported in two ways */
    synchronized void requireBelieved() throws AgentReportException {
        Optional<Platform> first = refused.keySet().stream().findFirst();
        if (first.isPresent()) {
            throw new AgentReportException(first.get().formatAll() + " in ways that can't all be so");
        }
    }

    /** Hears nothing any more. */
    synchronized void end() {
        ended = true;
    }

    private void returnedImage(Object returned) {
        try {
            PlatformImage image = returned instanceof PlatformImage one ? one : null;
            PlannedPlatform place = place(image == null ? null : image.plan(), "an image");
            PlatformImage before = images.get(place.platform());
            boolean same = before != null
                    && before.published()
                            .map(ContentDescriptor::digest)
                            .equals(image.published().map(ContentDescriptor::digest));
            if (!same) {
                distrust(place, "another image of " + place.platform().formatAll() + " at its end than before");
            }
        } catch (AgentReportException e) {
            refuse(e.getMessage());
        }
    }

    private void returnedFailure(Object returned) {
        try {
            PlatformFailure failure = returned instanceof PlatformFailure one ? one : null;
            PlannedPlatform place = place(failure == null ? null : failure.plan(), "a failure");
            if (images.containsKey(place.platform()) && isFinal(failure)) {
                distrust(place, "an image of " + place.platform().formatAll() + ", and at its end a failure");
            } else if (!isReported(place)) {
                failures.put(place.platform(), new ReportedPlatform(place).failure(failure));
            }
        } catch (AgentReportException e) {
            refuse(e.getMessage());
        }
    }

    /** An agent that is lost, or a run that is stopped, takes nothing back from what was finished before. */
    private static boolean isFinal(PlatformFailure failure) {
        return failure.kind() != PlatformFailure.Kind.NODE && failure.kind() != PlatformFailure.Kind.CANCELLED;
    }
}
