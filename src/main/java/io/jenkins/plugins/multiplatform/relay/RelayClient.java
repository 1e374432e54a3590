package io.jenkins.plugins.multiplatform.relay;

import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** N's end: asks W for entries and files of the folders that W offers. */
public final class RelayClient implements Closeable {
    private final Link link;
    private final WindowPool pool = WindowPool.ofLink();
    private final Pool<Deflater> deflaters = BlockEncoder.deflaters();
    private final Pool<Inflater> inflaters = BlockDecoder.inflaters();
    private final Map<Integer, Exchange> exchanges = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final LongAdder entries = new LongAdder();
    private final LongAdder files = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /** @param peer names W in texts, such as {@code agent linux-1} */
    public RelayClient(String peer) {
        this(peer, Heartbeat.USUAL);
    }

    RelayClient(String peer, Heartbeat heartbeat) {
        this.link = new Link(peer, heartbeat, new Answers());
    }

    /** What W's bytes are written into. Never blocks; throws once the link has ended. */
    public OutputStream sink() {
        return link.sink();
    }

    /** @param toPeer where bytes for W go; closed at the end */
    public void start(OutputStream toPeer) {
        link.start(toPeer);
    }

    /** Hears once why the link has ended, on a thread that may wait. */
    public void onClosed(Consumer<IOException> listener) {
        link.onEnd(listener);
    }

    /** The folder that W offers under this name, if it does. */
    public LocalSource source(String name) {
        return new RelayedSource(this, name);
    }

    public RelayCount transferred() {
        return new RelayCount(entries.sum(), files.sum(), bytes.sum(), link.bytesIn());
    }

    @Override
    public void close() {
        link.close();
    }

    WindowPool pool() {
        return pool;
    }

    void walk(String name, ContextFilter filter, LocalSource.EntryConsumer consumer)
            throws IOException, InterruptedException {
        try (Exchange exchange = begin(FrameType.WALK, name)) {
            send(filter, exchange);
            EntryReader reader = new EntryReader(exchange.content(inflaters), link);
            for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                entries.increment();
                consumer.accept(entry.get());
            }
        }
    }

    private void send(ContextFilter filter, Exchange exchange) throws IOException {
        BlockWriter content = new BlockWriter(link, exchange.id(), exchange.credit(), deflaters);
        try {
            DataOutputStream out = new DataOutputStream(content);
            FilterCodec.write(out, filter);
            out.flush();
            link.send(Frame.empty(FrameType.END, exchange.id()));
        } catch (BlockWriter.UnwantedException e) {
            // W has ended the request early: why, is in its answer.
        }
    }

    Optional<InputStream> open(String name, String path) throws IOException {
        try {
            Exchange exchange = begin(FrameType.READ, name, path);
            return opened(exchange);
        } catch (InterruptedException e) {
            throw Threads.interrupted(e);
        }
    }

    private Optional<InputStream> opened(Exchange exchange) throws IOException, InterruptedException {
        boolean exists = false;
        try {
            files.increment();
            exists = exchange.inbox().exists();
            return exists
                    ? Optional.of(new RelayedContent(exchange, exchange.content(inflaters), bytes))
                    : Optional.empty();
        } finally {
            if (!exists) {
                exchange.close();
            }
        }
    }

    private Exchange begin(FrameType type, String... texts) throws IOException, InterruptedException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(payload);
        out.writeInt(WindowPool.FIRST);
        for (String text : texts) {
            Texts.write(out, text);
        }
        pool.acquire(WindowPool.FIRST);
        link.throwIfEnded();
        Exchange exchange = new Exchange(ids.incrementAndGet(), link, pool);
        exchanges.put(exchange.id(), exchange);
        link.end().ifPresent(exchange::lost);
        link.send(new Frame(type, exchange.id(), payload.toByteArray()));
        return exchange;
    }

    /** Hears of W's frames. */
    private final class Answers implements Link.Receiver {
        @Override
        public void received(Frame frame) throws ProtocolException {
            Exchange exchange = exchanges.get(frame.id());
            if (exchange == null) {
                throw new ProtocolException("sent " + frame.type() + " for the unknown request " + frame.id());
            }
            if (exchange.received(frame)) {
                exchanges.remove(frame.id());
            }
        }

        @Override
        public void ended(RelayException cause) {
            exchanges.values().forEach(exchange -> exchange.lost(cause));
            exchanges.clear();
            pool.end();
            deflaters.close();
            inflaters.close();
        }
    }
}
