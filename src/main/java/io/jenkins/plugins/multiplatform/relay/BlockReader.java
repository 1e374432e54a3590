package io.jenkins.plugins.multiplatform.relay;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.Inflater;

/** The content that a request receives. Deflated blocks are opened here, on the reader's thread. */
final class BlockReader extends InputStream {
    private final Inbox inbox;
    private final Link link;
    private final Pool<Inflater> inflaters;
    private byte[] block = {};
    private int position;

    BlockReader(Inbox inbox, Link link, Pool<Inflater> inflaters) {
        this.inbox = inbox;
        this.link = link;
        this.inflaters = inflaters;
    }

    @Override
    public int read() throws IOException {
        return advance() ? block[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!advance()) {
            return -1;
        }
        int count = Math.min(length, block.length - position);
        System.arraycopy(block, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return block.length - position;
    }

    private boolean advance() throws IOException {
        if (position < block.length) {
            return true;
        }
        try {
            Optional<byte[]> next = inbox.take();
            if (next.isEmpty()) {
                return false;
            }
            block = BlockDecoder.decode(next.get(), inflaters);
            position = 0;
            return true;
        } catch (InterruptedException e) {
            throw Threads.interrupted(e);
        } catch (ProtocolException e) {
            link.broke(e);
            link.throwIfEnded();
            throw e;
        }
    }
}
