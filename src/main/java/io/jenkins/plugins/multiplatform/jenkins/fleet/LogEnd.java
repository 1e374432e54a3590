package io.jenkins.plugins.multiplatform.jenkins.fleet;

import hudson.model.TaskListener;
import io.jenkins.plugins.multiplatform.job.AgentText;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The run's log for one machine: takes its lines in UTF-8, until the machine or the controller is done. What masks
 * secrets in the log does so here, on the controller, and what controls terminals is left out.
 */
@Restricted(NoExternalUse.class)
public final class LogEnd extends OutputStream {
    /** Whoever sends no end of line can't fill the controller's memory. */
    private static final int LONGEST = 64 << 10;

    private final TaskListener log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean closed;

    public LogEnd(TaskListener log) {
        this.log = log;
    }

    @Override
    public synchronized void write(int value) {
        take((byte) value);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            take(bytes[i]);
        }
        log.getLogger().flush();
    }

    private void take(byte value) {
        if (closed) {
            return;
        }
        if (value == '\n') {
            end();
        } else {
            line.write(value);
            if (line.size() == LONGEST) {
                end();
            }
        }
    }

    private void end() {
        log.getLogger().println(AgentText.logLine(line.toString(StandardCharsets.UTF_8)));
        line.reset();
    }

    @Override
    public synchronized void close() {
        if (line.size() > 0) {
            end();
        }
        closed = true;
        over.countDown();
    }

    /** Waits for the other side to close it, but no longer than this; an interrupt ends the wait, and stays. */
    void closeWithin(Duration patience) {
        try {
            over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }
}
