package io.jenkins.plugins.multiplatform.buildkit.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** How long a step ran in all: it may stop and start again, and be told in pieces that overlap. */
final class RunningTime {
    /** Ends by starts; the start itself where there is no end yet. */
    private final Map<Instant, Instant> intervals = new TreeMap<>();

    /** @return false if this start is known */
    boolean start(Instant at) {
        return intervals.putIfAbsent(at, at) == null;
    }

    void stop(Instant started, Instant at) {
        intervals.put(started, at.isBefore(started) ? started : at);
    }

    double seconds() {
        Duration sum = Duration.ZERO;
        Instant end = Instant.MIN;
        for (Map.Entry<Instant, Instant> interval : intervals.entrySet()) {
            Instant from = interval.getKey().isBefore(end) ? end : interval.getKey();
            if (interval.getValue().isAfter(from)) {
                sum = sum.plus(Duration.between(from, interval.getValue()));
                end = interval.getValue();
            }
        }
        return sum.toNanos() / 1e9;
    }
}
