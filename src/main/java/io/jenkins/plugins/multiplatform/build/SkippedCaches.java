package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressListener;

/** What a solve reports of its caches. A daemon that leaves one out says so in one line, and the solve succeeds. */
final class SkippedCaches implements ProgressListener {
    static final String LINE = "skipping cache export for empty result";

    private static final String WRITING = "writing cache ";

    private volatile boolean seen;
    private volatile boolean written;

    @Override
    public void on(ProgressEvent event) {
        if (event instanceof ProgressEvent.Transfer transfer) {
            if (transfer.name().equals(LINE)) {
                seen = true;
            }
            if (transfer.completed() && transfer.name().startsWith(WRITING)) {
                written = true;
            }
        }
    }

    /** Whether one was left out. */
    boolean seen() {
        return seen;
    }

    /** Whether one was written: of a registry that could not be reached nothing need be read either. */
    boolean written() {
        return written;
    }
}
