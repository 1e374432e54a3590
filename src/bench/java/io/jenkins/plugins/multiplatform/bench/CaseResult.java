package io.jenkins.plugins.multiplatform.bench;

import java.util.Locale;

/**
 * What one case showed.
 *
 * @param gate the ratio that {@code warm} must not exceed
 * @param heapMiB most that was in use in this JVM right after a collection
 */
record CaseResult(String name, String title, double gate, Samples warm, Samples peer, Samples cold, double heapMiB) {
    /** The client's heap must do with this; JVMs that run it are given no more. */
    static final int HEAP_GATE_MIB = 128;

    double ratio() {
        return warm.median() / peer.median();
    }

    double coldRatio() {
        return cold.median() / peer.median();
    }

    /** Compared as it is shown. */
    boolean isMet() {
        return Math.round(ratio() * 100) <= Math.round(gate * 100) && heapMiB <= HEAP_GATE_MIB;
    }

    String verdict() {
        return isMet() ? "ok" : "miss";
    }

    static String twoDigits(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
