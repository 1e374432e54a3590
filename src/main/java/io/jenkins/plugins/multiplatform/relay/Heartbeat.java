package io.jenkins.plugins.multiplatform.relay;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * How a peer is found out that neither closes the link nor answers: Jenkins' own ping takes minutes, and does not even
 * end the channel of a frozen agent then.
 *
 * @param ping how often the peer is asked whether it is there
 * @param dead after how long without a byte it isn't
 */
record Heartbeat(Duration ping, Duration dead) {
    static final Heartbeat USUAL = new Heartbeat(Duration.ofSeconds(10), Duration.ofSeconds(45));

    private static final int TICKS_PER_PING = 2;

    /** Ticks are counted, not time: a machine that slept itself must not take its peer for dead when it wakes. */
    private int silentTicksToDeath() {
        return (int) Math.max(1, dead.toMillis() / tick());
    }

    private long tick() {
        return Math.max(1, ping.toMillis() / TICKS_PER_PING);
    }

    private String seconds() {
        return BigDecimal.valueOf(dead.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    /** Returns when the link has ended. */
    void watch(Link link) throws InterruptedException {
        int silent = 0;
        for (int tick = 1; !link.awaitEnd(tick()); tick++) {
            silent = link.heardSinceLastAsked() ? 0 : silent + 1;
            if (silent >= silentTicksToDeath()) {
                link.lose("nothing came from it for " + seconds() + " s. Its machine or the network hangs: look at"
                        + " it, then run the build again.");
            } else if (tick % TICKS_PER_PING == 0) {
                link.send(Frame.empty(FrameType.PING, 0));
            }
        }
    }
}
