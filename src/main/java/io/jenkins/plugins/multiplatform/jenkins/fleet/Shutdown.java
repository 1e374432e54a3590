package io.jenkins.plugins.multiplatform.jenkins.fleet;

import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;

/**
 * Tells an agent's end from Jenkins' own: when Jenkins is stopped, its web server closes the agents' connections seconds
 * before Jenkins itself hears of it.
 */
final class Shutdown {
    private static final long NOTICE_SECONDS = 10;
    private static final long LOOK_MILLIS = 100;

    private Shutdown() {}

    /** @throws InterruptedException if it was Jenkins that ended: what was lost is taken up again after its start */
    static void interruptIfComing() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(NOTICE_SECONDS);
        do {
            Jenkins jenkins = Jenkins.getInstanceOrNull();
            if (jenkins == null || jenkins.isTerminating()) {
                throw new InterruptedException("Jenkins is shutting down");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } while (System.nanoTime() < end);
    }
}
