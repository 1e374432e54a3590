package io.jenkins.plugins.multiplatform.jenkins.action;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.build.PhaseTimes;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A {@link PlatformImage} as a run's file holds it: Jenkins' XStream can't read records. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class SavedImage {
    private final String platform;
    /** Empty if nothing was published. */
    private final String digest;

    private final String mediaType;
    private final long size;
    /** What the daemon pushed, where that is more than the platform's manifest: its attestations go with it. */
    @CheckForNull
    private final SavedDescriptor pushed;

    private final String node;
    private final String driver;
    private final String endpoint;
    private final String strategy;
    private final String reason;
    /** The node's name for the build; null in files of before it was kept. */
    @CheckForNull
    private final String reference;

    private final double seconds;
    private final double contextSeconds;
    private final double exportSeconds;
    private final int steps;
    private final int cachedSteps;
    private final int attempts;

    /** @param before what was saved of it when it had been pushed; null for nothing */
    SavedImage(PlatformImage image, @CheckForNull SavedImage before) {
        PlannedPlatform plan = image.plan();
        ContentDescriptor descriptor = image.descriptor();
        platform = plan.platform().formatAll();
        digest = descriptor == null ? "" : descriptor.digest().toString();
        mediaType = descriptor == null ? "" : descriptor.mediaType();
        size = descriptor == null ? 0 : descriptor.size();
        pushed = before == null || before.digest.isEmpty() || before.digest.equals(digest)
                ? null
                : new SavedDescriptor(before.mediaType, before.digest, before.size);
        node = plan.node().name();
        driver = plan.driver();
        endpoint = plan.node().endpoint();
        strategy = plan.strategy().toString();
        reason = plan.reason();
        reference = image.reference();
        seconds = image.seconds();
        contextSeconds = image.phases().context();
        exportSeconds = image.phases().export();
        steps = image.steps();
        cachedSteps = image.cachedSteps();
        attempts = image.attempts();
    }

    /** Empty if it can't be read any more: then it is built again. */
    Optional<PlatformImage> toImage() {
        try {
            Platform parsed = Platform.parse(platform).normalize();
            PlannedPlatform plan = new PlannedPlatform(
                    parsed,
                    driver,
                    new BuilderNode(node, endpoint, List.of(), Map.of()),
                    Strategy.valueOf(strategy.toUpperCase(Locale.ROOT)),
                    reason);
            SavedDescriptor saved = pushed == null ? new SavedDescriptor(mediaType, digest, size) : pushed;
            ContentDescriptor descriptor =
                    digest.isEmpty() ? null : saved.toDescriptor().withPlatform(parsed);
            return Optional.of(new PlatformImage(
                    plan,
                    descriptor,
                    reference == null ? "" : reference,
                    seconds,
                    phases(),
                    steps,
                    cachedSteps,
                    attempts));
        } catch (InvalidPlatformException | InvalidReferenceException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Exported
    public String getPlatform() {
        return platform;
    }

    @Exported
    public String getDigest() {
        return digest;
    }

    /** Bytes of the platform's manifest. */
    @Exported
    public long getSize() {
        return size;
    }

    @Exported
    public String getNode() {
        return node;
    }

    @Exported
    public String getStrategy() {
        return strategy;
    }

    @Exported
    public String getReason() {
        return reason;
    }

    @Exported
    public double getSeconds() {
        return seconds;
    }

    /** Of these seconds; 0 in files of before phases were kept. */
    @Exported
    public double getContextSeconds() {
        return contextSeconds;
    }

    /** Of these seconds, what was neither context nor export. */
    @Exported
    public double getBuildSeconds() {
        return phases().build(seconds);
    }

    /** Of these seconds; 0 in files of before phases were kept. */
    @Exported
    public double getExportSeconds() {
        return exportSeconds;
    }

    @Exported
    public int getSteps() {
        return steps;
    }

    @Exported
    public int getCachedSteps() {
        return cachedSteps;
    }

    @Exported
    public int getAttempts() {
        return attempts;
    }

    /** For the page: tenths are enough. */
    public String getTime() {
        return tenths(seconds);
    }

    /** As {@link #getTime}. */
    public String getContextTime() {
        return tenths(contextSeconds);
    }

    /** As {@link #getTime}. */
    public String getBuildTime() {
        return tenths(getBuildSeconds());
    }

    /** As {@link #getTime}. */
    public String getExportTime() {
        return tenths(exportSeconds);
    }

    private PhaseTimes phases() {
        return new PhaseTimes(contextSeconds, exportSeconds);
    }

    private static String tenths(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
