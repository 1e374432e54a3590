package io.jenkins.plugins.multiplatform.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.build.BuildEvent;
import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.build.BuildListener;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.MissingPlatform;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.platform.PlatformList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All that the agent of the workspace reports of a run on a builder's nodes. It plans such a run and moves its tags, with
 * passwords that the controller gives it, so that what it pushes is its own word; but what it reports is held against the
 * request and the builder.
 */
public final class BuilderReports implements BuildListener {
    private final String agent;
    private final BuilderInstance builder;
    private final BuildRequest request;
    private final BuildListener accepted;
    private final Optional<List<Platform>> wanted;
    private final AgentReports reports;

    private final Set<Platform> kept = new HashSet<>();
    private boolean planned;
    private boolean ended;

    /** The platform of a request that names none: the first that is reported. */
    @CheckForNull
    private Platform only;

    /**
     * @param agent its name, for texts
     * @param accepted hears what counts
     * @param log takes lines about what does not
     */
    public BuilderReports(
            String agent, BuilderInstance builder, BuildRequest request, BuildListener accepted, Consumer<String> log) {
        this.agent = agent;
        this.builder = builder;
        this.request = request;
        this.accepted = accepted;
        this.wanted = platforms(request.platforms());
        this.reports = new AgentReports(agent, this::place, !tags().isEmpty(), accepted, log);
    }

    @Override
    public synchronized void on(@CheckForNull BuildEvent event) {
        if (ended) {
            return;
        }
        if (event instanceof BuildEvent.Planned decided) {
            planned(decided.plan());
        } else if (event instanceof BuildEvent.PlatformKept earlier) {
            kept(earlier.image());
        } else if (!(event instanceof BuildEvent.IndexPut) && !(event instanceof BuildEvent.TagMoved)) {
            // The agent has logged those two, and the result says it again.
            reports.on(event);
        }
    }

    private void planned(@CheckForNull BuildPlan plan) {
        if (plan != null && !planned) {
            planned = true;
            Map<Platform, PlannedPlatform> places = new LinkedHashMap<>();
            for (Object reported : (List<?>) plan.platforms()) {
                place(reported).ifPresent(place -> places.putIfAbsent(place.platform(), place));
            }
            List<PlannedPlatform> all = List.copyOf(places.values());
            accepted.on(new BuildEvent.Planned(new BuildPlan(all, Set.of(), Map.of(), tags(), List.of())));
        }
    }

    private void kept(@CheckForNull PlatformImage reported) {
        try {
            PlatformImage image = image(reported);
            if (kept.add(image.plan().platform())) {
                accepted.on(new BuildEvent.PlatformKept(image));
            }
        } catch (AgentReportException e) {
            // It is built again or not, and its end is reported.
            return;
        }
    }

    /**
     * Takes the result, and hears nothing any more.
     *
     * @throws BuildException if it is none of this request
     */
    public synchronized BuildResult end(BuildResult reported) throws BuildException {
        try {
            reports.requireBelieved();
            List<Reference> tags = tags();
            if (!tags.equals(reported.tags())) {
                throw new AgentReportException("other tags than were asked for");
            }
            Map<Platform, PlatformImage> images = new LinkedHashMap<>();
            for (Object platform : (List<?>) reported.platforms()) {
                PlatformImage image = image(platform);
                if (images.put(image.plan().platform(), image) != null) {
                    throw new AgentReportException(
                            "two images of " + image.plan().platform().formatAll());
                }
            }
            List<MissingPlatform> missing = missing(images.keySet(), reported.missing());
            return new BuildResult(
                    descriptor(reported.descriptor(), tags), tags, new ArrayList<>(images.values()), missing);
        } catch (AgentReportException e) {
            throw new BuildException(
                    "agent " + agent + " reported " + e.getMessage() + ": what it says of this build is not believed");
        } finally {
            ended = true;
            reports.end();
        }
    }

    private List<MissingPlatform> missing(Set<Platform> there, List<?> reported) throws AgentReportException {
        List<Platform> optional = platforms(request.policy().optional()).orElse(List.of());
        List<MissingPlatform> missing = new ArrayList<>();
        for (Platform platform : wanted.orElse(List.of())) {
            if (there.contains(platform)) {
                continue;
            }
            if (!optional.contains(platform)) {
                throw new AgentReportException("a result without " + platform.formatAll());
            }
            String reason = reported.stream()
                    .filter(one -> one instanceof MissingPlatform other
                            && platform.formatAll().equals(other.platform()))
                    .map(one -> AgentText.lines(((MissingPlatform) one).reason(), ReportedPlatform.MAX_MESSAGE))
                    .findFirst()
                    .orElse("nothing was reported of it");
            missing.add(new MissingPlatform(platform.formatAll(), reason));
        }
        if (there.isEmpty()) {
            throw new AgentReportException("a result without images");
        }
        return missing;
    }

    @CheckForNull
    private static ContentDescriptor descriptor(@CheckForNull ContentDescriptor reported, List<Reference> tags)
            throws AgentReportException {
        if (reported == null) {
            if (!tags.isEmpty()) {
                throw new AgentReportException("tags that name nothing");
            }
            return null;
        }
        if (!MediaTypes.isIndex(reported.mediaType()) && !MediaTypes.isManifest(reported.mediaType())) {
            throw new AgentReportException("tags that name what is neither a manifest nor an index");
        }
        return ContentDescriptor.of(reported.mediaType(), reported.digest(), reported.size());
    }

    private PlatformImage image(@CheckForNull Object reported) throws AgentReportException {
        PlatformImage image = reported instanceof PlatformImage one ? one : null;
        PlannedPlatform place = place(image == null ? null : image.plan())
                .orElseThrow(() -> new AgentReportException("an image of "
                        + ReportedPlatform.name(image == null ? null : image.plan())
                        + ", which was not asked for of that node"));
        return new ReportedPlatform(place).image(Objects.requireNonNull(image), !tags().isEmpty());
    }

    /** The place as the builder has it. */
    private synchronized Optional<PlannedPlatform> place(@CheckForNull Object reported) {
        if (!(reported instanceof PlannedPlatform place) || place.node() == null || place.strategy() == null) {
            return Optional.empty();
        }
        Optional<Platform> platform = AgentAnswers.platform(place.platform()).filter(this::isWanted);
        Optional<BuilderNode> node = builder.nodes().stream()
                .filter(one -> one.name().equals(place.node().name()))
                .findFirst();
        if (platform.isEmpty() || node.isEmpty()) {
            return Optional.empty();
        }
        only = platform.get();
        return Optional.of(new PlannedPlatform(
                platform.get(),
                builder.driver(),
                node.get(),
                place.strategy(),
                AgentText.line(place.reason(), ReportedPlatform.MAX_LINE)));
    }

    private boolean isWanted(Platform platform) {
        return wanted.filter(platforms ->
                        platforms.isEmpty() ? only == null || only.equals(platform) : platforms.contains(platform))
                .isPresent();
    }

    /** As the request means them; the agent refuses those that can't be read. */
    private List<Reference> tags() {
        Set<Reference> tags = new LinkedHashSet<>();
        for (String tag : request.push() ? request.tags() : List.<String>of()) {
            try {
                tags.add(Reference.parseNormalized(tag).withDefaultTag());
            } catch (InvalidReferenceException e) {
                return List.of();
            }
        }
        return List.copyOf(tags);
    }

    /** Nothing if they can't be read, which the agent says. */
    private static Optional<List<Platform>> platforms(List<String> written) {
        try {
            return Optional.of(PlatformList.parse(written).platforms());
        } catch (InvalidPlatformException e) {
            return Optional.empty();
        }
    }
}
