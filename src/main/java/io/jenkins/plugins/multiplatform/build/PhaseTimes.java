package io.jenkins.plugins.multiplatform.build;

import java.io.Serializable;

/**
 * Where the time of a platform went, as far as it was not the build itself.
 *
 * @param context seconds in which context, Dockerfile and named contexts were read or sent
 * @param export seconds in which the result was exported: layers packed, pushed, sent, caches written
 */
public record PhaseTimes(double context, double export) implements Serializable {
    /** Of what was never built, or long ago. */
    public static final PhaseTimes NONE = new PhaseTimes(0, 0);

    /** @return seconds that are left of all for the build itself */
    public double build(double seconds) {
        return Math.max(0, seconds - context - export);
    }
}
