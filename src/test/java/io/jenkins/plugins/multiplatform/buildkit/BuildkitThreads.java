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

    /** They end by themselves after a close, a moment later. */
    static void awaitEndOf(String address) throws InterruptedException {
        for (Thread thread : of(address)) {
            thread.join(TimeUnit.SECONDS.toMillis(SECONDS));
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
        assertThat(of(address)).isEmpty();
    }
}
