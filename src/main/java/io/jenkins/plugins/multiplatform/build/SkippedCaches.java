package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressListener;

/** Whether a solve ended without a cache that was asked for; the daemon says so in one line and calls it a success. */
final class SkippedCaches implements ProgressListener {
    static final String LINE = "skipping cache export for empty result";

    private volatile boolean seen;

    @Override
    public void on(ProgressEvent event) {
        if (event instanceof ProgressEvent.Transfer transfer && transfer.name().equals(LINE)) {
            seen = true;
        }
    }

    boolean seen() {
        return seen;
    }
}
