package io.jenkins.plugins.multiplatform.relay;

import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;

/** N's end of one output: operations leave in blocks, and W answers them when it has done all, or can't go on. */
final class PushStream implements Closeable {
    private final Exchange exchange;
    private final Link link;
    private final DataOutputStream out;

    PushStream(Exchange exchange, Link link, Pool<Deflater> deflaters) {
        this.exchange = exchange;
        this.link = link;
        this.out = new DataOutputStream(new BlockWriter(link, exchange.id(), exchange.credit(), deflaters));
    }

    /** Writes one operation after its code. */
    @FunctionalInterface
    interface Operation {
        void write(DataOutputStream out) throws IOException;
    }

    void send(PushOperation type, Operation operation) throws IOException {
        try {
            out.writeByte(type.code());
            operation.write(out);
        } catch (BlockWriter.UnwantedException e) {
            throw endedEarly();
        }
    }

    /** @param path of the file in a folder, else empty */
    void append(String path, byte[] content) throws IOException {
        for (int sent = 0; sent < content.length; sent += PushOperation.LARGEST_PIECE) {
            int from = sent;
            int length = Math.min(content.length - from, PushOperation.LARGEST_PIECE);
            send(PushOperation.APPEND, to -> {
                Texts.write(to, path);
                to.writeInt(length);
                to.write(content, from, length);
            });
        }
    }

    /** Returns when W has all of it in its place. */
    void finish() throws IOException {
        send(PushOperation.FINISH, DataOutputStream::flush);
        link.send(Frame.empty(FrameType.END, exchange.id()));
        if (!hasSucceeded()) {
            throw broken("sent GONE, which is not for it to send");
        }
    }

    /** Waits for W's answer. */
    private boolean hasSucceeded() throws IOException {
        try {
            return exchange.inbox().exists();
        } catch (InterruptedException e) {
            throw Threads.interrupted(e);
        }
    }

    private IOException endedEarly() throws IOException {
        hasSucceeded();
        return broken("ended an output before it had all of it");
    }

    private IOException broken(String what) throws IOException {
        ProtocolException violation = new ProtocolException(what);
        link.broke(violation);
        link.throwIfEnded();
        return violation;
    }

    /** Without waiting: W removes what is not finished. */
    @Override
    public void close() {
        exchange.close();
    }
}
