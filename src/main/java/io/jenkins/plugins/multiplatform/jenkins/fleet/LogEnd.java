package io.jenkins.plugins.multiplatform.jenkins.fleet;

import hudson.model.TaskListener;
import io.jenkins.plugins.multiplatform.job.AgentText;
import io.jenkins.plugins.multiplatform.job.SecretMask;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The run's log for one machine: takes its lines in UTF-8, until the machine or the controller is done. Secrets are masked
 * here, on the controller: those of steps around this one by the log itself, and the run's own by its mask. What controls
 * terminals is left out.
 */
@Restricted(NoExternalUse.class)
public final class LogEnd extends OutputStream {
    /** Whoever sends no end of line can't fill the controller's memory. */
    private static final int LONGEST = 64 << 10;
    /** Characters that stay for the next piece of a longer line, so that no secret is cut; none has more than 3 bytes. */
    private static final int MAX_KEPT = 16 << 10;

    private final TaskListener log;
    private final SecretMask mask;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean closed;

    /** @param mask of what the machine may know */
    public LogEnd(TaskListener log, SecretMask mask) {
        this.log = log;
        this.mask = mask;
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
            if (line.size() >= LONGEST) {
                endPiece();
            }
        }
    }

    private void end() {
        print(line.toString(StandardCharsets.UTF_8));
        line.reset();
    }

    private void endPiece() {
        byte[] bytes = line.toByteArray();
        int letters = lettersEnd(bytes);
        String text = new String(bytes, 0, letters, StandardCharsets.UTF_8);
        int cut = mask.cutBefore(text, text.length() - Math.min(mask.longest(), MAX_KEPT));
        if (cut > 0 && Character.isHighSurrogate(text.charAt(cut - 1))) {
            cut--;
        }
        if (cut <= 0) {
            cut = text.length();
        }
        print(text.substring(0, cut));
        line.reset();
        line.writeBytes(text.substring(cut).getBytes(StandardCharsets.UTF_8));
        line.write(bytes, letters, bytes.length - letters);
    }

    /** Where the last letter ends that is there as a whole. */
    private static int lettersEnd(byte[] bytes) {
        for (int end = bytes.length - 1; end > bytes.length - 4; end--) {
            int value = bytes[end] & 0xff;
            if (value < 0x80) {
                return bytes.length;
            }
            if (value >= 0xc0) {
                int length = value >= 0xf0 ? 4 : value >= 0xe0 ? 3 : 2;
                return end + length <= bytes.length ? bytes.length : end;
            }
        }
        return bytes.length;
    }

    private void print(String text) {
        // Masked again: without control characters a secret may be whole.
        log.getLogger().println(mask.mask(AgentText.logLine(mask.mask(text))));
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
