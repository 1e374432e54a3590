package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Watches a solve that was planned as one in which nothing runs for its platform. What base images add to a stage
 * ({@code ONBUILD}) the daemon alone is sure to know, and its steps show it.
 */
final class UnforeseenRuns {
    /** {@code [stage-1 2/3] ONBUILD RUN uname -m}, with a platform first where the result is an index. */
    private static final Pattern RUN =
            Pattern.compile("\\[ *(?:[a-z]\\S*/\\S+ +)?(?:([^\\s/]+) +)?\\d+/\\d+] (?:ONBUILD )?RUN ");

    /** Longer stage names are none of ours, and a daemon may call its steps what it likes. */
    private static final int MAX_PREFIX = 300;

    private static final int MAX_NAME = 120;

    private final Thread worker = Thread.currentThread();
    private final Set<String> silent;
    private final boolean forbidden;
    private final Consumer<String> note;
    private String step = "";
    private boolean ended;

    /**
     * @param silent names of the platform's stages that the Dockerfile lets run nothing
     * @param forbidden whether to interrupt the thread that made it at the first such step
     * @param note gets the first such step otherwise
     */
    UnforeseenRuns(Set<String> silent, boolean forbidden, Consumer<String> note) {
        this.silent = silent;
        this.forbidden = forbidden;
        this.note = note;
    }

    void on(ProgressEvent event) {
        boolean first =
                event instanceof ProgressEvent.Started started && isUnforeseen(started.name()) && see(started.name());
        if (first && !forbidden) {
            note.accept(step());
        }
    }

    private boolean isUnforeseen(String name) {
        Matcher run = RUN.matcher(name.substring(0, Math.min(name.length(), MAX_PREFIX)));
        return !silent.isEmpty() && run.lookingAt() && silent.contains(run.group(1) == null ? "" : run.group(1));
    }

    private synchronized boolean see(String name) {
        if (ended || !step.isEmpty()) {
            return false;
        }
        String line = name.replaceAll("\\p{Cntrl}", " ");
        step = line.length() > MAX_NAME ? line.substring(0, MAX_NAME) + "…" : line;
        if (forbidden) {
            worker.interrupt();
        }
        return true;
    }

    /** Says whether it was over for this reason; if so, the interrupt that told it is gone. */
    synchronized boolean end() {
        boolean refused = forbidden && !step.isEmpty();
        if (!ended && refused) {
            Thread.interrupted();
        }
        ended = true;
        return refused;
    }

    /** For users. */
    synchronized String step() {
        return step;
    }
}
