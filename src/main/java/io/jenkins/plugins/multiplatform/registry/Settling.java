package io.jenkins.plugins.multiplatform.registry;

import java.time.Duration;

/**
 * Looks again for some seconds. Registries with several servers, or an index behind them, show what was just pushed a
 * little later (Nexus, GHCR). One is for one wait.
 */
final class Settling {
    private static final Duration FIRST = Duration.ofMillis(300);
    private static final int MAX_LOOKS = 5;

    private final Ticker ticker;
    private int looks;

    Settling(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Waits, twice as long each time; false at once when some nine seconds are over. */
    boolean again() throws InterruptedException {
        if (looks == MAX_LOOKS) {
            return false;
        }
        ticker.pause(FIRST.multipliedBy(1L << looks));
        looks++;
        return true;
    }
}
