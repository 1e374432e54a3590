package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.BuildkitException;
import io.jenkins.plugins.multiplatform.buildkit.SourceExcerpt;
import io.jenkins.plugins.multiplatform.driver.DriverException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final int ILLEGAL_INSTRUCTION = 132;
    private static final int SEGMENTATION_FAULT = 139;
    private static final Pattern LOADER = Pattern.compile(".*Could not open '(.+)'");

    /**
     * @param sign what the log had of an emulator's words, see {@link EmulationFaults}
     * @param cure added to the failure's own words; empty for none
     */
    static PlatformFailure of(PlannedPlatform plan, Exception failure, Optional<String> sign, String cure) {
        Optional<String> emulation =
                plan.strategy() == Strategy.EMULATED && plan.platform().canBeEmulated()
                        ? emulation(plan, failure, sign)
                        : Optional.empty();
        boolean crashed = emulation.isPresent()
                && sign.filter(PlatformFailure::isOfTheImage).isEmpty();
        Kind kind = kind(failure, crashed);
        String message = failure.getMessage()
                + cure
                + (kind == Kind.EMULATION || kind == Kind.BUILD
                        ? emulation.map(why -> "\n(" + why + ")").orElse("")
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

    /** QEMU is there and found no loader, or there is no QEMU: another attempt ends in the same way. */
    private static boolean isOfTheImage(String sign) {
        return sign.equals("exec format error") || LOADER.matcher(sign).matches();
    }

    private static Optional<String> emulation(PlannedPlatform plan, Exception failure, Optional<String> sign) {
        Optional<Integer> exit = failure instanceof BuildkitException e ? e.exitCode() : Optional.empty();
        String platform = plan.platform().formatAll();
        String node = plan.node().name();
        String cure = "Use a node of that platform, a newer QEMU, or FROM --platform=$BUILDPLATFORM";
        // Of a step that ended well later these words say nothing.
        Matcher loader = LOADER.matcher(exit.isPresent() ? sign.orElse("") : "");
        if (loader.matches()) {
            return Optional.of("QEMU found no program loader " + loader.group(1) + " in the image while it emulated "
                    + platform + " on " + node
                    + ": the step runs a program of another platform than the image's, or one"
                    + " whose C library the image lacks. Copy programs from a stage of the same platform, or link them"
                    + " statically");
        }
        if (exit.isPresent() && sign.filter("exec format error"::equals).isPresent()) {
            return Optional.of(node + " has no emulator that runs programs of " + platform
                    + ". Install one there, use a" + " node of that platform, or FROM --platform=$BUILDPLATFORM");
        }
        if (exit.filter(code -> code == ILLEGAL_INSTRUCTION).isPresent()) {
            return Optional.of("exit code 132 is an illegal instruction: the QEMU that emulates " + platform + " on "
                    + node + " lacks an instruction that the program uses. " + cure);
        }
        return sign.isPresent()
                        || exit.filter(code -> code == SEGMENTATION_FAULT).isPresent()
                ? Optional.of("QEMU failed while it emulated " + platform + " on " + node
                        + ": this is a fault of the emulation, not of the build. " + cure)
                : Optional.empty();
    }

    private static Kind kind(Exception failure, boolean crashed) {
        if (failure instanceof DriverException) {
            return Kind.NODE;
        }
        if (!(failure instanceof BuildkitException e)) {
            return Kind.BUILD;
        }
        return switch (e.kind()) {
            case UNREACHABLE -> Kind.NODE;
            case CANCELLED -> Kind.CANCELLED;
            case BUILD, REFUSED -> crashed ? Kind.EMULATION : Kind.BUILD;
        };
    }
}
