package io.jenkins.plugins.multiplatform.registry;

import java.time.Duration;

/**
 * How patient a request is. A registry that restarts in half a minute, or limits requests, must not undo an hour of
 * building; a wrong address must not take minutes to be told.
 *
 * @param attempts the most that one request is sent, the first included
 * @param firstContactAttempts the same while a host has never answered: it may not exist
 * @param firstDelay before the second attempt; doubles with each
 * @param longestDelay bound of the doubling
 * @param longestRetryAfter bound of what a registry's {@code Retry-After} is given
 * @param attemptTimeout for one attempt, from connecting to the last byte
 * @param budget after which no attempt is begun any more
 */
public record RetryPolicy(
        int attempts,
        int firstContactAttempts,
        Duration firstDelay,
        Duration longestDelay,
        Duration longestRetryAfter,
        Duration attemptTimeout,
        Duration budget) {
    public static RetryPolicy standard() {
        return new RetryPolicy(
                8,
                2,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofMinutes(3));
    }

    RetryPolicy withAttempts(int most) {
        return new RetryPolicy(
                Math.min(most, attempts),
                Math.min(most, firstContactAttempts),
                firstDelay,
                longestDelay,
                longestRetryAfter,
                attemptTimeout,
                budget);
    }

    /** The delay before the next attempt, without jitter. */
    Duration delayAfter(int attemptsSoFar) {
        Duration delay = firstDelay.multipliedBy(1L << Math.min(attemptsSoFar - 1, 20));
        return delay.compareTo(longestDelay) < 0 ? delay : longestDelay;
    }
}
