package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.progress.PlainProgress;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A run as text: what was decided, each platform's progress with its name in front, and what came of it. */
public final class ConsoleReport implements BuildListener {
    private final Consumer<String> lines;
    private final Map<Platform, PlainProgress> progress = new HashMap<>();
    /** As it is where a part of a run is reported without its plan: such a part has something to push. */
    private boolean pushes = true;

    /** @param lines takes one line at a time, without its end */
    public ConsoleReport(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void on(BuildEvent event) {
        if (event instanceof BuildEvent.Planned planned) {
            plan(planned.plan());
        } else if (event instanceof BuildEvent.Noted noted) {
            note(noted.text());
        } else if (event instanceof BuildEvent.PlatformStarted started) {
            say(
                    started.platform().platform(),
                    "building on " + started.platform().node().name());
        } else if (event instanceof BuildEvent.PlatformProgress e) {
            progress.computeIfAbsent(e.platform(), platform -> new PlainProgress(line -> say(platform, line)))
                    .on(e.event());
        } else if (event instanceof BuildEvent.PlatformFinished e) {
            finished(e.image());
        } else if (event instanceof BuildEvent.PlatformKept e) {
            say(e.image().plan().platform(), "finished before: " + e.image().digest() + " is in the registry");
        } else if (event instanceof BuildEvent.PlatformFailed e) {
            ended(e.failure().plan().platform());
            e.failure().details().lines().forEach(line -> say(e.failure().plan().platform(), line));
        } else if (event instanceof BuildEvent.PlatformRetried e) {
            ended(e.platform().platform());
            e.error().lines().forEach(line -> say(e.platform().platform(), line));
            say(e.platform().platform(), "attempt " + e.attempt());
        } else if (event instanceof BuildEvent.IndexPut e) {
            lines.accept("pushed " + e.repository().name() + "@" + e.digest());
        } else if (event instanceof BuildEvent.TagMoved e) {
            lines.accept("tagged " + e.tag() + " " + e.digest());
        }
    }

    /** Says what a failed step said last; another attempt begins anew. */
    private void ended(Platform platform) {
        Optional.ofNullable(progress.remove(platform)).ifPresent(PlainProgress::end);
    }

    private void plan(BuildPlan plan) {
        pushes = !plan.tags().isEmpty();
        for (PlannedPlatform platform : plan.platforms()) {
            lines.accept(platform.platform().formatAll() + ": " + platform.strategy() + " on "
                    + platform.node().name() + " (" + platform.reason() + ")");
        }
        plan.notes().forEach(this::note);
    }

    private void note(String text) {
        lines.accept("note: " + text);
    }

    private void finished(PlatformImage image) {
        String where = image.published()
                .map(descriptor -> (pushes ? "pushed " + kind(descriptor) : "loaded ") + descriptor.digest())
                .orElse("built");
        say(
                image.plan().platform(),
                String.format(
                        Locale.ROOT,
                        "%s in %.1fs (context %.1fs, build %.1fs, export %.1fs), %d of %d steps cached",
                        where,
                        image.seconds(),
                        image.phases().context(),
                        image.buildSeconds(),
                        image.phases().export(),
                        image.cachedSteps(),
                        image.steps()));
    }

    /** A platform's index, which has its attestations too, is not what the table names in the end. */
    private static String kind(ContentDescriptor descriptor) {
        return MediaTypes.isIndex(descriptor.mediaType()) ? "index " : "manifest ";
    }

    private void say(Platform platform, String text) {
        lines.accept("[" + platform.formatAll() + "] " + text);
    }

    /** The table at the end: per platform its node, strategy, seconds in all and by phase, and digest. */
    public static List<String> table(BuildResult result) {
        TextTable table =
                new TextTable("PLATFORM", "NODE", "STRATEGY", "CONTEXT", "BUILD", "EXPORT", "SECONDS", "MANIFEST");
        for (PlatformImage image : result.platforms()) {
            table.row(
                    image.plan().platform().formatAll(),
                    image.plan().node().name(),
                    image.plan().strategy().toString(),
                    tenths(image.phases().context()),
                    tenths(image.buildSeconds()),
                    tenths(image.phases().export()),
                    tenths(image.seconds()),
                    image.published()
                            .map(descriptor -> descriptor.digest().toString())
                            .orElse("-"));
        }
        return table.lines();
    }

    private static String tenths(double seconds) {
        return String.format(Locale.ROOT, "%.1f", seconds);
    }
}
