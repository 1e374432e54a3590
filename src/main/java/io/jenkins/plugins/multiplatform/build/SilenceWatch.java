package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import io.jenkins.plugins.multiplatform.concurrent.Reason;
import io.jenkins.plugins.multiplatform.concurrent.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/** Notes steps of a solve that report nothing for long, and cancels the solve where a RUN instruction may not. */
final class SilenceWatch {
    /** Until a step's first note; each further silence of the same step must be twice as long. */
    static final Duration FIRST_NOTE = Duration.ofMinutes(10);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    /** As {@code [build 2/7] RUN make}. */
    private static final Pattern RUN = Pattern.compile("\\[[^]]*] RUN\\b.*", Pattern.DOTALL);

    private static final int LONGEST_NAME = 200;
    /** No Dockerfile has more at once; a daemon that says so is not what it should be. */
    private static final int MAX_STEPS = 10_000;

    private static final int MAX_NOTES = 20;

    private final Task task;
    private final Duration limit;
    private final Consumer<String> notes;
    private final LongSupplier nanos;
    private final Map<String, Step> running = new LinkedHashMap<>();

    private static final class Step {
        private final String name;
        private long heard;
        private Duration next = FIRST_NOTE;

        Step(String name, long heard) {
            this.name = name;
            this.heard = heard;
        }
    }

    /**
     * @param limit for a RUN instruction without output; zero for none
     * @param notes takes texts for users
     * @param nanos a clock like {@link System#nanoTime}
     */
    SilenceWatch(Task task, Duration limit, Consumer<String> notes, LongSupplier nanos) {
        this.task = task;
        this.limit = limit;
        this.notes = notes;
        this.nanos = nanos;
    }

    /** Between two looks. */
    Duration pause() {
        Duration part = limit.dividedBy(4);
        if (limit.isZero() || part.compareTo(LONGEST_PAUSE) > 0) {
            return LONGEST_PAUSE;
        }
        return part.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : part;
    }

    synchronized void on(ProgressEvent event) {
        if (event instanceof ProgressEvent.Started started) {
            if (running.size() >= MAX_STEPS) {
                return;
            }
            running.put(started.vertex(), new Step(shorten(started.name()), nanos.getAsLong()));
        } else if (event instanceof ProgressEvent.Completed completed) {
            running.remove(completed.vertex());
        } else {
            Step step = running.get(event.vertex());
            if (step != null) {
                step.heard = nanos.getAsLong();
                step.next = FIRST_NOTE;
            }
        }
    }

    private static String shorten(String name) {
        String line = name.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
        return line.length() > LONGEST_NAME ? line.substring(0, LONGEST_NAME) + "…" : line;
    }

    void look() {
        // Outside of the lock: who takes notes may be slow, and what the daemon says must not wait for that.
        silent().forEach(notes);
    }

    private synchronized List<String> silent() {
        List<String> found = new ArrayList<>();
        for (Step step : running.values()) {
            Duration silence = Duration.ofNanos(nanos.getAsLong() - step.heard);
            if (!limit.isZero() && RUN.matcher(step.name).matches() && silence.compareTo(limit) >= 0) {
                task.cancel(new Reason.Stalled(step.name + " has written nothing for " + limit.toSeconds()
                        + " s, the limit that stallTimeout sets; it was cancelled"));
            } else if (silence.compareTo(step.next) >= 0 && found.size() < MAX_NOTES) {
                step.next = step.next.multipliedBy(2);
                found.add(step.name + " has reported nothing for " + silence.toMinutes() + " minutes");
            }
        }
        return found;
    }
}
