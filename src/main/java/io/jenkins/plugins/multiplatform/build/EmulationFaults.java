package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Watches a solve's log for what QEMU and the kernel say when a program of another platform can't be run. */
final class EmulationFaults {
    /**
     * QEMU's own words for a crash of the program that it runs, and for a program whose loader the image lacks; the
     * kernel's for a program that nothing here can run.
     */
    private static final Pattern SIGN = Pattern.compile("qemu: uncaught target signal"
            + "|qemu-[a-z0-9_]+(?:-static)?: Could not open '[^'\\p{Cntrl}]{1,200}'"
            + "|exec format error");

    private volatile String seen = "";

    void on(ProgressEvent event) {
        if (event instanceof ProgressEvent.Output output && seen.isEmpty()) {
            Matcher sign = SIGN.matcher(output.text());
            if (sign.find()) {
                seen = sign.group();
            }
        }
    }

    /** The first of these words; empty if there were none. */
    Optional<String> seen() {
        return seen.isEmpty() ? Optional.empty() : Optional.of(seen);
    }
}
