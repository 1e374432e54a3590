package io.jenkins.plugins.multiplatform.relay;

import io.jenkins.plugins.multiplatform.relay.CreditGate.EndedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/** The content that a request sends, as DATA frames within its credit. Does not send the END. */
final class BlockWriter extends OutputStream {
    private static final int FIRST_BUFFER = 8 << 10;

    private final Link link;
    private final int id;
    private final CreditGate credit;
    private final BlockEncoder encoder;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int count;
    private int limit;

    BlockWriter(Link link, int id, CreditGate credit, Pool<Deflater> deflaters) {
        this.link = link;
        this.id = id;
        this.credit = credit;
        this.encoder = new BlockEncoder(deflaters);
        this.limit = credit.blockSize();
    }

    @Override
    public void write(int b) throws IOException {
        makeRoom();
        buffer[count++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int written = 0;
        while (written < length) {
            makeRoom();
            int part = Math.min(length - written, Math.min(buffer.length, limit) - count);
            System.arraycopy(bytes, offset + written, buffer, count, part);
            count += part;
            written += part;
        }
    }

    /** Sends all of it, reading straight into the block. */
    void writeAll(InputStream in) throws IOException {
        for (int read = 0; read >= 0; count += Math.max(0, read)) {
            makeRoom();
            read = in.read(buffer, count, Math.min(buffer.length, limit) - count);
        }
    }

    private void makeRoom() throws IOException {
        if (count == limit) {
            flush();
        } else if (count == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(BlockEncoder.LARGEST, buffer.length * 4));
        }
    }

    /**
     * Sends what there is as one block.
     *
     * @throws UnwantedException if the request has ended meanwhile
     */
    @Override
    public void flush() throws IOException {
        if (count == 0) {
            return;
        }
        Frame frame = new Frame(FrameType.DATA, id, encoder.encode(buffer, count));
        count = 0;
        try {
            credit.take(frame.wireSize());
            link.sendData(frame);
        } catch (EndedException e) {
            throw new UnwantedException(e);
        } catch (InterruptedException e) {
            throw Threads.interrupted(e);
        }
        limit = credit.blockSize();
    }

    /** The other end wants no more, and knows why. */
    static final class UnwantedException extends IOException {
        private static final long serialVersionUID = 1L;

        UnwantedException(Throwable cause) {
            super("The request has ended", cause);
        }
    }
}
