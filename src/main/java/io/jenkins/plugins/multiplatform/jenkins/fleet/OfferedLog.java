package io.jenkins.plugins.multiplatform.jenkins.fleet;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.TaskListener;
import io.jenkins.plugins.multiplatform.job.SecretMask;
import java.io.IOException;
import java.time.Duration;

/**
 * The run's log for a machine whose part ends after that of the one that it serves: what it says of the end comes late. It
 * is waited for a little, and then nothing more of that machine reaches the log.
 */
final class OfferedLog implements AutoCloseable {
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final TaskListener log;
    private final SecretMask mask;

    @CheckForNull
    private LogEnd offered;

    private boolean closed;

    /** @param mask of what the machine may know */
    OfferedLog(TaskListener log, SecretMask mask) {
        this.log = log;
        this.mask = mask;
    }

    /** @throws IOException if the run needs it no more */
    synchronized LogEnd open() throws IOException {
        if (closed) {
            throw new IOException("the build that it is for has ended");
        }
        offered = new LogEnd(log, mask);
        return offered;
    }

    /** Of a machine that was asked in vain nothing is waited for. */
    synchronized void forget() {
        if (offered != null) {
            offered.close();
            offered = null;
        }
    }

    @Override
    public void close() {
        LogEnd end;
        synchronized (this) {
            closed = true;
            end = offered;
        }
        if (end != null) {
            end.closeWithin(LAST_WORDS);
        }
    }
}
