package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import java.util.HashSet;
import java.util.Set;

/** Counts what a solve did and what it found done. */
final class StepCounter {
    private final Set<String> steps = new HashSet<>();
    private final Set<String> cached = new HashSet<>();

    synchronized void on(ProgressEvent event) {
        if (event instanceof ProgressEvent.Completed completed) {
            steps.add(completed.vertex());
            if (completed.cached()) {
                cached.add(completed.vertex());
            }
        }
    }

    synchronized int steps() {
        return steps.size();
    }

    synchronized int cachedSteps() {
        return cached.size();
    }
}
