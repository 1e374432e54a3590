package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;

/** Watches a solve's log for QEMU's last words. */
final class EmulationFaults {
    private volatile boolean seen;

    void on(ProgressEvent event) {
        if (event instanceof ProgressEvent.Output output && output.text().contains(PlatformFailure.CRASH)) {
            seen = true;
        }
    }

    boolean seen() {
        return seen;
    }
}
