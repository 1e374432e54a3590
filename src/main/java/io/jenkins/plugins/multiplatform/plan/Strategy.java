package io.jenkins.plugins.multiplatform.plan;

import java.util.Locale;

/**
 * How a platform's programs get to run while it is built, best first.
 *
 * @see <a href="https://docs.docker.com/build/building/multi-platform/#strategies">the three strategies</a>
 */
public enum Strategy {
    /** On a node of its own architecture. */
    NATIVE,
    /** On a node of another one, where no step of the Dockerfile runs a program of the platform. */
    CROSS,
    /** On a node of another one, through QEMU: works for any Dockerfile, many times slower. */
    EMULATED;

    /** As logs and results show it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
