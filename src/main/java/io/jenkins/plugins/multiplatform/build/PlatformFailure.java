package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.BuildkitException;
import io.jenkins.plugins.multiplatform.buildkit.SourceExcerpt;
import io.jenkins.plugins.multiplatform.driver.DriverException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import java.io.Serializable;

/**
 * A platform that was not built.
 *
 * @param message for the run's last word
 * @param details the same with the lines of the Dockerfile, for the log
 */
public record PlatformFailure(PlannedPlatform plan, Kind kind, String message, String details) implements Serializable {
    /** Decides whether another attempt, here or elsewhere, can help. */
    public enum Kind {
        /** The Dockerfile's own fault, or the sources'. */
        BUILD,
        /** QEMU fell over, which says nothing of the Dockerfile. */
        EMULATION,
        /** The node was lost, or never answered: another one may do. */
        NODE,
        /** It took longer than it may. */
        TIMEOUT,
        /** Ended because another platform failed, or the run was stopped. */
        CANCELLED
    }

    /** QEMU's own words for a crash of the program that it runs. */
    static final String CRASH = "qemu: uncaught target signal";

    private static final int SEGMENTATION_FAULT = 139;

    /** @param crashed whether the log had {@link #CRASH} */
    static PlatformFailure of(PlannedPlatform plan, Exception failure, boolean crashed) {
        Kind kind = kind(plan, failure, crashed);
        String message = failure.getMessage()
                + (kind == Kind.EMULATION
                        ? "\n(QEMU failed while it emulated " + plan.platform().formatAll() + " on "
                                + plan.node().name()
                                + ": this is a fault of the emulation, not of the build. Use a node"
                                + " of that platform, a newer QEMU, or FROM --platform=$BUILDPLATFORM)"
                        : "");
        StringBuilder details = new StringBuilder("ERROR: ").append(message);
        if (failure instanceof BuildkitException e) {
            for (SourceExcerpt source : e.sources()) {
                details.append('\n').append(source.format());
            }
        }
        return new PlatformFailure(plan, kind, message, details.toString());
    }

    static PlatformFailure of(PlannedPlatform plan, Kind kind, String message) {
        return new PlatformFailure(plan, kind, message, "ERROR: " + message);
    }

    /** One that never got to its node, or whose node was lost, as the machine that waits for it knows it. */
    public static PlatformFailure lost(PlannedPlatform plan, String message) {
        return of(plan, Kind.NODE, message);
    }

    /** One that was given up for the sake of the run. */
    public static PlatformFailure cancelled(PlannedPlatform plan, String because) {
        return of(plan, Kind.CANCELLED, "cancelled, because " + because);
    }

    private static Kind kind(PlannedPlatform plan, Exception failure, boolean crashed) {
        if (failure instanceof DriverException) {
            return Kind.NODE;
        }
        if (!(failure instanceof BuildkitException e)) {
            return Kind.BUILD;
        }
        return switch (e.kind()) {
            case UNREACHABLE -> Kind.NODE;
            case CANCELLED -> Kind.CANCELLED;
            case BUILD, REFUSED -> {
                boolean segfault =
                        e.exitCode().filter(code -> code == SEGMENTATION_FAULT).isPresent();
                boolean emulated =
                        plan.strategy() == Strategy.EMULATED && plan.platform().canBeEmulated();
                yield emulated && (crashed || segfault) ? Kind.EMULATION : Kind.BUILD;
            }
        };
    }
}
