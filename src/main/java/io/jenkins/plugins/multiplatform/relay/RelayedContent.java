package io.jenkins.plugins.multiplatform.relay;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.LongAdder;

/** A file's content; closing it before its end has W stop reading. */
final class RelayedContent extends FilterInputStream {
    private final Exchange exchange;
    private final LongAdder bytes;

    RelayedContent(Exchange exchange, InputStream content, LongAdder bytes) {
        super(content);
        this.exchange = exchange;
        this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
        int one = in.read();
        bytes.add(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int count = in.read(target, offset, length);
            bytes.add(Math.max(0, count));
            return count;
        } catch (IOException e) {
            exchange.close();
            throw e;
        }
    }

    @Override
    public void close() {
        exchange.close();
    }
}
