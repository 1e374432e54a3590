package io.jenkins.plugins.multiplatform.buildkit.session;

import java.util.concurrent.atomic.LongAdder;

/** Adds up what several senders send. */
final class TransferCounter {
    private final LongAdder entries = new LongAdder();
    private final LongAdder files = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    void entry() {
        entries.increment();
    }

    void file() {
        files.increment();
    }

    void bytes(int count) {
        bytes.add(count);
    }

    TransferCount now() {
        return new TransferCount(entries.sum(), files.sum(), bytes.sum());
    }
}
