package io.jenkins.plugins.multiplatform.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** The threads of clients, found by name. */
final class BuildkitThreads {
    private static final long SECONDS = 10;

    private BuildkitThreads() {}

    static List<Thread> of(String address) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("buildkit " + address))
                .toList();
    }

    /** They end by themselves after a close, a moment later; one that ends may have started another. */
    static void awaitEndOf(String address) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        for (List<Thread> left = of(address); !left.isEmpty(); left = of(address)) {
            for (Thread thread : left) {
                long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                assertThat(millis).as("milliseconds left for " + left).isPositive();
                thread.join(millis);
            }
        }
    }
}
