package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import io.jenkins.plugins.multiplatform.concurrent.Reason;
import io.jenkins.plugins.multiplatform.concurrent.Task;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Cancels a task when a registry has fallen silent while the daemon pushes to it. The daemon waits without an end then,
 * and reports one status for all layers of a push, without bytes: a slow push looks like one that stands still. So the
 * registry is asked; one that answers has until a generous limit to take the upload.
 */
final class PushWatch {
    /** Questions without an answer, one after the other, before a push is given up: five minutes as a rule. */
    static final int SILENCE = 5;

    /** For the upload of one image's layers to a registry that answers questions meanwhile. */
    static final Duration MAX_UPLOAD = Duration.ofHours(2);

    private final Task task;
    private final PushTargets targets;
    private final Duration limit;
    private final Map<String, Boolean> running = new HashMap<>();
    private final Set<String> uploads = new HashSet<>();
    private long heard = System.nanoTime();
    private long moved = heard;
    private Thread asking;
    private boolean ended;

    /** @param limit for an upload to a registry that answers; zero for {@link #MAX_UPLOAD} */
    PushWatch(Task task, PushTargets targets, Duration limit) {
        this.task = task;
        this.targets = targets;
        this.limit = limit.isZero() ? MAX_UPLOAD : limit;
    }

    /** Between two looks. */
    Duration pause() {
        return targets.timeout().dividedBy(2);
    }

    synchronized void on(ProgressEvent event) {
        heard = System.nanoTime();
        moved = heard;
        if (event instanceof ProgressEvent.Started started) {
            running.put(started.vertex(), PhaseClock.isExport(started.name()));
        } else if (event instanceof ProgressEvent.Completed completed) {
            running.remove(completed.vertex());
            uploads.removeIf(upload -> upload.startsWith(completed.vertex() + ' '));
        } else if (event instanceof ProgressEvent.Transfer transfer && isUpload(transfer.name())) {
            String upload = transfer.vertex() + ' ' + transfer.name();
            if (transfer.completed()) {
                uploads.remove(upload);
            } else {
                uploads.add(upload);
            }
        }
    }

    /** By BuildKit's names for images, and for caches. */
    private static boolean isUpload(String status) {
        return status.startsWith("pushing ") || status.startsWith("writing ");
    }

    synchronized void look() {
        if (!ended && asking == null && isPushing(1)) {
            asking = new Thread(this::ask, "multi-platform build: asks registries");
            asking.setDaemon(true);
            asking.start();
        }
    }

    /** Whether nothing but exports runs, without a word for so many questions' time. */
    private boolean isPushing(int questions) {
        return !running.isEmpty()
                && !running.containsValue(false)
                && since(heard).compareTo(targets.timeout().multipliedBy(questions)) >= 0;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private void ask() {
        try {
            for (String host : targets.hosts()) {
                if (!targets.ping().answers(host)) {
                    asked(host);
                    return;
                }
            }
            asked("");
        } catch (InterruptedException | RuntimeException e) {
            // It has ended, or the connection to whom we ask has: nothing is known of the registry.
            asked("");
        }
    }

    private synchronized void asked(String silentHost) {
        asking = null;
        if (ended) {
            return;
        }
        if (silentHost.isEmpty()) {
            heard = System.nanoTime();
            if (!uploads.isEmpty() && since(moved).compareTo(limit) >= 0) {
                task.cancel(new Reason.Stalled("the push to " + String.join(", ", new TreeSet<>(targets.hosts()))
                        + " was not finished within " + limit.toSeconds() + " s, though the registry answers; it was"
                        + " cancelled (stallTimeout sets another limit)"));
            }
        } else if (isPushing(SILENCE)) {
            task.cancel(new Reason.Stalled("registry " + silentHost + " has not answered for "
                    + targets.timeout().multipliedBy(SILENCE).toSeconds()
                    + " s, while the node was pushing; the push was cancelled"));
        }
    }

    synchronized void end() {
        ended = true;
        if (asking != null) {
            asking.interrupt();
        }
    }
}
