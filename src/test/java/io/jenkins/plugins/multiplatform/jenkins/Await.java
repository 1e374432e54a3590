package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waiting for what nothing tells of: processes that come and go, queues that empty. */
public final class Await {
    /** For what builds must reach first. */
    public static final Duration LONG = Duration.ofMinutes(10);
    /** For what must come at once, even on a busy machine. */
    public static final Duration SHORT = Duration.ofMinutes(2);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private Await() {}

    /** Fails when the condition does not hold in time. */
    public static void until(String what, Duration atMost, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what + " within " + atMost).isLessThan(end);
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }
}
