package io.jenkins.plugins.multiplatform.buildkit.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * BuildKit's plain text for one solve: numbered steps, their output with seconds in front, and how each ended. Lines
 * come whole even where a process writes pieces of them.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/util/progress/progressui/printer.go">the format</a>
 */
public final class PlainProgress implements ProgressListener {
    private static final int LONGEST_LINE = 64 << 10;
    /** In seconds; BuildKit does not show less. */
    private static final double SHORTEST_TIME = 0.01;
    /** How Go names the end of a step whose build was given up: by its user, or because another step failed. */
    private static final String CANCELED = "context canceled";

    private static final int REPEATED_LINES = 10;
    private static final String RULE = "------";

    private final Consumer<String> lines;
    private final Map<String, Step> steps = new LinkedHashMap<>();

    /** @param lines takes one line at a time, without its end */
    public PlainProgress(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Says again how steps failed, at the end of a build, where users look first. */
    public void end() {
        steps.values().stream().filter(step -> step.failed).forEach(Step::repeatLast);
    }

    @Override
    public void on(ProgressEvent event) {
        Step step = steps.computeIfAbsent(event.vertex(), digest -> new Step(steps.size() + 1));
        if (event instanceof ProgressEvent.Started e) {
            step.start(e);
        } else if (event instanceof ProgressEvent.Output e) {
            step.write(e);
        } else if (event instanceof ProgressEvent.Transfer e) {
            step.transfer(e);
        } else if (event instanceof ProgressEvent.Warning e) {
            step.say("WARN: " + e.text());
        } else if (event instanceof ProgressEvent.Completed e) {
            step.complete(e);
        }
    }

    private final class Step {
        private final int number;
        private final StringBuilder partial = new StringBuilder();
        private Instant started;
        private Instant partialAt;
        private final Deque<String> last = new ArrayDeque<>();
        private String name = "";
        private boolean failed;
        private boolean quiet;

        Step(int number) {
            this.number = number;
        }

        void say(String text) {
            quiet = false;
            lines.accept("#" + number + " " + text);
        }

        void start(ProgressEvent.Started e) {
            // The daemon starts and ends one step many times while it unpacks; users want to read it once.
            if (started == null) {
                name = e.name();
                say(name);
            }
            started = e.at();
        }

        void write(ProgressEvent.Output output) {
            if (partial.isEmpty()) {
                partialAt = output.at();
            }
            for (String piece : output.text().split("(?<=\n)")) {
                partial.append(piece);
                if (piece.endsWith("\n") || partial.length() > LONGEST_LINE) {
                    flush();
                    partialAt = output.at();
                }
            }
        }

        private void flush() {
            if (partial.isEmpty()) {
                return;
            }
            double seconds =
                    started == null ? 0 : Duration.between(started, partialAt).toNanos() / 1e9;
            String text = partial.toString().stripTrailing();
            partial.setLength(0);
            String line = clock(Math.max(0, seconds)) + " " + text.substring(text.lastIndexOf('\r') + 1);
            if (last.size() == REPEATED_LINES) {
                last.remove();
            }
            last.add(line);
            say(line);
        }

        void transfer(ProgressEvent.Transfer e) {
            if (e.completed()) {
                String size = e.current() == 0 && e.total() == 0 ? "" : " " + size(e.current());
                String total = e.total() == 0 ? "" : " / " + size(e.total());
                String time = e.seconds() > SHORTEST_TIME ? String.format(Locale.ROOT, " %.1fs", e.seconds()) : "";
                say(e.name() + size + total + time + " done");
            }
        }

        void repeatLast() {
            lines.accept(RULE);
            lines.accept(" > " + name + ":");
            last.forEach(lines);
            lines.accept(RULE);
        }

        void complete(ProgressEvent.Completed e) {
            flush();
            if (quiet) {
                return;
            }
            if (e.error().endsWith(CANCELED)) {
                say("CANCELED");
            } else if (e.failure().isPresent()) {
                failed = true;
                say("ERROR: " + e.error());
            } else if (e.cached()) {
                say("CACHED");
            } else {
                say(String.format(Locale.ROOT, "DONE %.1fs", e.seconds()));
            }
            quiet = true;
        }
    }

    /** Four digits, as BuildKit shows them, so that a step's lines stay below each other. */
    private static String clock(double seconds) {
        String form = seconds < 10 ? "%.3f" : seconds < 100 ? "%.2f" : "%.1f";
        return String.format(Locale.ROOT, form, seconds);
    }

    private static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + "B";
        }
        double value = bytes;
        String[] units = {"kB", "MB", "GB", "TB"};
        int unit = -1;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.2f%s", value, units[unit]);
    }
}
