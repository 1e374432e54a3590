package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Counts the instructions of a Dockerfile that a solve ran and those that it found in its cache. The daemon's own steps
 * (definition, metadata, context, export) are none, and a {@code FROM} is looked up rather than run.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile2llb/convert.go">how the
 *     frontend names its steps</a>
 */
final class StepCounter {
    private static final Pattern INSTRUCTION =
            Pattern.compile("\\[(?:[^\\]]* )?\\d+/\\d+\\] (?!FROM ).*", Pattern.DOTALL);

    private final Set<String> steps = new HashSet<>();
    private final Set<String> cached = new HashSet<>();

    synchronized void on(ProgressEvent event) {
        if (event instanceof ProgressEvent.Completed completed
                && INSTRUCTION.matcher(completed.name()).matches()) {
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
