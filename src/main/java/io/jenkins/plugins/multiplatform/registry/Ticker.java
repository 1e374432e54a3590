package io.jenkins.plugins.multiplatform.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** Time as this package meets it, so that tests of patience need none. */
interface Ticker extends InstantSource {
    void pause(Duration duration) throws InterruptedException;

    static Ticker real() {
        return new Ticker() {
            @Override
            public Instant instant() {
                return Instant.now();
            }

            @Override
            public void pause(Duration duration) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(duration.toNanos());
            }
        };
    }
}
