package io.jenkins.plugins.multiplatform.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The pauses between attempts: half by chance, so that those who were cut off together do not come back together. */
final class Backoff {
    private final RetryPolicy policy;
    private final Ticker ticker;
    private final RandomGenerator random;

    Backoff(RetryPolicy policy, Ticker ticker, RandomGenerator random) {
        this.policy = policy;
        this.ticker = ticker;
        this.random = random;
    }

    Duration after(int attempts) {
        long nanos = policy.delayAfter(attempts).toNanos();
        return Duration.ofNanos(nanos / 2 + random.nextLong(nanos / 2 + 1));
    }

    /** As long as the server asks, within bounds, where it does. */
    Duration after(int attempts, Optional<String> retryAfter) {
        Duration most = policy.longestRetryAfter();
        return retryAfter
                .flatMap(header -> RetryAfter.read(header.trim(), ticker.instant()))
                .map(asked -> asked.compareTo(most) < 0 ? asked : most)
                .orElseGet(() -> after(attempts));
    }

    /** What the policy leaves for something that begins now. */
    Instant deadline() {
        return ticker.instant().plus(policy.budget());
    }

    boolean isWithin(Instant deadline, Duration pause) {
        return ticker.instant().plus(pause).isBefore(deadline);
    }

    void pause(Duration duration) throws InterruptedException {
        ticker.pause(duration);
    }
}
