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

    private final Set<String> silent;
    private final Consumer<String> found;
    private boolean seen;

    /**
     * @param silent names of the platform's stages that the Dockerfile lets run nothing
     * @param found gets the first step that does
     */
    UnforeseenRuns(Set<String> silent, Consumer<String> found) {
        this.silent = silent;
        this.found = found;
    }

    void on(ProgressEvent event) {
        if (event instanceof ProgressEvent.Started started && isUnforeseen(started.name()) && isFirst()) {
            String name = started.name();
            String line = name.substring(0, Math.min(name.length(), MAX_NAME)).replaceAll("\\p{Cntrl}", " ");
            found.accept(name.length() > MAX_NAME ? line + "…" : line);
        }
    }

    private boolean isUnforeseen(String name) {
        Matcher run = RUN.matcher(name.substring(0, Math.min(name.length(), MAX_PREFIX)));
        return !silent.isEmpty() && run.lookingAt() && silent.contains(run.group(1) == null ? "" : run.group(1));
    }

    private synchronized boolean isFirst() {
        boolean first = !seen;
        seen = true;
        return first;
    }
}
