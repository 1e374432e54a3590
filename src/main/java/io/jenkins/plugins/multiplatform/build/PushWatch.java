package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the thread that made it when a registry has fallen silent while the daemon pushes to it. The daemon waits
 * without an end then, and a push tells nothing of itself that would set a slow one apart from one that stands still: so
 * the registry is asked.
 */
final class PushWatch {
    /** Questions without an answer, one after the other, before a push is given up: five minutes as a rule. */
    static final int SILENCE = 5;

    private final Thread worker = Thread.currentThread();
    private final PushTargets targets;
    private final Map<String, Boolean> running = new HashMap<>();
    private final ScheduledFuture<?> clock;
    private long heard = System.nanoTime();
    private Thread asking;
    private String silent = "";
    private boolean ended;

    PushWatch(ScheduledExecutorService timer, PushTargets targets) {
        this.targets = targets;
        long pause = Math.max(1, targets.timeout().toMillis() / 2);
        clock = timer.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    synchronized void on(ProgressEvent event) {
        heard = System.nanoTime();
        if (event instanceof ProgressEvent.Started started) {
            running.put(started.vertex(), PhaseClock.isExport(started.name()));
        } else if (event instanceof ProgressEvent.Completed completed) {
            running.remove(completed.vertex());
        }
    }

    private synchronized void look() {
        if (!ended && asking == null && isPushing(1)) {
            asking = new Thread(this::ask, "multi-platform build: asks registries");
            asking.setDaemon(true);
            asking.start();
        }
    }

    /** Whether nothing but exports runs, without a word for so many questions' time. */
    private boolean isPushing(int questions) {
        Duration quiet = Duration.ofNanos(System.nanoTime() - heard);
        return !running.isEmpty()
                && !running.containsValue(false)
                && quiet.compareTo(targets.timeout().multipliedBy(questions)) >= 0;
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
        if (silentHost.isEmpty()) {
            heard = System.nanoTime();
        } else if (!ended && isPushing(SILENCE)) {
            silent = silentHost;
            worker.interrupt();
        }
    }

    /** Says whether it was over for this reason; if so, the interrupt that told it is gone. */
    synchronized boolean end() {
        clock.cancel(false);
        if (asking != null) {
            asking.interrupt();
        }
        if (!ended && !silent.isEmpty()) {
            Thread.interrupted();
        }
        ended = true;
        return !silent.isEmpty();
    }

    /** For users. */
    synchronized String why() {
        return "registry " + silent + " has not answered for "
                + targets.timeout().multipliedBy(SILENCE).toSeconds()
                + " s, while the node was pushing; the push was cancelled";
    }
}
