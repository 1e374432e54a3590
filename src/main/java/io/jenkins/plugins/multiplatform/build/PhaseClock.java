package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the phases of a solve apart by the names of its steps. Steps run side by side: a phase lasts as long as any step
 * of it runs.
 */
final class PhaseClock {
    private enum Phase {
        CONTEXT,
        EXPORT,
        OTHER;

        /** By BuildKit's names: {@code [internal] load build context}, {@code [context lib] load from client}. */
        static Phase of(String step) {
            if (isExport(step)) {
                return EXPORT;
            }
            boolean loads = step.startsWith("[internal] load ") && !step.startsWith("[internal] load metadata ");
            return loads || step.startsWith("[context ") ? CONTEXT : OTHER;
        }
    }

    private record Span(Phase phase, Instant from, Instant to) {}

    private final Map<String, Instant> running = new HashMap<>();
    private final List<Span> spans = new ArrayList<>();

    static boolean isExport(String step) {
        return step.startsWith("exporting ");
    }

    synchronized void on(ProgressEvent event) {
        if (event instanceof ProgressEvent.Started started) {
            running.put(started.vertex(), started.at());
        } else if (event instanceof ProgressEvent.Completed completed) {
            Instant from = running.remove(completed.vertex());
            if (from != null) {
                spans.add(new Span(Phase.of(completed.name()), from, completed.at()));
            }
        }
    }

    synchronized PhaseTimes times() {
        return new PhaseTimes(seconds(Phase.CONTEXT), seconds(Phase.EXPORT));
    }

    private double seconds(Phase phase) {
        Duration sum = Duration.ZERO;
        Instant covered = Instant.MIN;
        List<Span> ordered = spans.stream()
                .filter(span -> span.phase() == phase)
                .sorted(Comparator.comparing(Span::from))
                .toList();
        for (Span span : ordered) {
            Instant from = span.from().isAfter(covered) ? span.from() : covered;
            if (span.to().isAfter(from)) {
                sum = sum.plus(Duration.between(from, span.to()));
                covered = span.to();
            }
        }
        return sum.toNanos() / 1e9;
    }
}
