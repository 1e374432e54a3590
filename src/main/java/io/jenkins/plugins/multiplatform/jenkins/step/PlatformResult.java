package io.jenkins.plugins.multiplatform.jenkins.step;

import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import java.io.Serializable;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** One platform of a {@link MultiPlatformBuildResult}. */
public final class PlatformResult implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String platform;
    private final String digest;
    private final long size;
    private final String node;
    private final String strategy;
    private final String reason;
    private final double seconds;
    private final double contextSeconds;
    private final double buildSeconds;
    private final double exportSeconds;
    private final int steps;
    private final int cachedSteps;
    private final int attempts;

    PlatformResult(PlatformImage image) {
        platform = image.plan().platform().formatAll();
        ContentDescriptor descriptor = image.descriptor();
        digest = descriptor == null ? "" : descriptor.digest().toString();
        size = descriptor == null ? 0 : descriptor.size();
        node = image.plan().node().name();
        strategy = image.plan().strategy().toString();
        reason = image.plan().reason();
        seconds = image.seconds();
        contextSeconds = image.phases().context();
        buildSeconds = image.buildSeconds();
        exportSeconds = image.phases().export();
        steps = image.steps();
        cachedSteps = image.cachedSteps();
        attempts = image.attempts();
    }

    /** Normalised, such as {@code linux/arm/v7}. */
    @Whitelisted
    public String getPlatform() {
        return platform;
    }

    /** Of the platform's manifest; empty if nothing was pushed. */
    @Whitelisted
    public String getDigest() {
        return digest;
    }

    /** Bytes of the platform's manifest; 0 if nothing was pushed. */
    @Whitelisted
    public long getSize() {
        return size;
    }

    @Whitelisted
    public String getNode() {
        return node;
    }

    /** {@code native}, {@code cross} or {@code emulated}. */
    @Whitelisted
    public String getStrategy() {
        return strategy;
    }

    /** Why it was built there. */
    @Whitelisted
    public String getReason() {
        return reason;
    }

    /** Of the last attempt, in tenths. */
    @Whitelisted
    public double getSeconds() {
        return tenths(seconds);
    }

    /** Of these seconds, those in which the context was sent. */
    @Whitelisted
    public double getContextSeconds() {
        return tenths(contextSeconds);
    }

    /** Of these seconds, what was neither context nor export. */
    @Whitelisted
    public double getBuildSeconds() {
        return tenths(buildSeconds);
    }

    /** Of these seconds, those in which layers were packed and pushed, or outputs sent. */
    @Whitelisted
    public double getExportSeconds() {
        return tenths(exportSeconds);
    }

    /** Of the build, cached ones included. */
    @Whitelisted
    public int getSteps() {
        return steps;
    }

    @Whitelisted
    public int getCachedSteps() {
        return cachedSteps;
    }

    /** 1 if the first one went well. */
    @Whitelisted
    public int getAttempts() {
        return attempts;
    }

    /** As scripts print them. */
    private static double tenths(double seconds) {
        return Math.round(seconds * 10) / 10.0;
    }

    @Override
    public String toString() {
        return digest.isEmpty() ? platform : platform + " " + digest;
    }
}
