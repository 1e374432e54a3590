package io.jenkins.plugins.multiplatform.jenkins.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The run's log as an agent writes it: whole lines in UTF-8, many to a message. A {@code TaskListener} would bring forty
 * more classes to the agent, each in a turn of the connection, and with them what the run masks in its log.
 *
 * <p>Nothing fails here: a log that nobody can be told is no reason to end the work, and the connection's end does.
 */
final class AgentLog implements AutoCloseable {
    private static final int MOST = 8 << 10;
    private static final long DELAY_MILLIS = 300;

    private final OutputStream controller;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(AgentLog::thread);
    private final StringBuilder lines = new StringBuilder();
    private boolean scheduled;
    private boolean closed;

    /** @param controller the other end; it is closed with this */
    AgentLog(OutputStream controller) {
        this.controller = controller;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "log of an image build");
        thread.setDaemon(true);
        return thread;
    }

    /** Lines that come after the end are nobody's. */
    synchronized void println(String line) {
        if (closed) {
            return;
        }
        lines.append(line).append('\n');
        if (lines.length() >= MOST) {
            flush();
        } else if (!scheduled) {
            scheduled = true;
            timer.schedule(this::flush, DELAY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    synchronized void flush() {
        scheduled = false;
        if (lines.length() > 0) {
            byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
            lines.setLength(0);
            try {
                controller.write(bytes);
            } catch (IOException e) {
                closed = true;
            }
        }
    }

    @Override
    public synchronized void close() {
        flush();
        closed = true;
        timer.shutdownNow();
        try {
            controller.close();
        } catch (IOException e) {
            closed = true;
        }
    }
}
