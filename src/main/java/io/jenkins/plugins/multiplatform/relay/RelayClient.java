package io.jenkins.plugins.multiplatform.relay;

import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** N's end: asks W for entries and files of the folders that W offers, and sends it the outputs that it expects. */
public final class RelayClient implements Closeable {
    private final Link link;
    private final Pool<Deflater> deflaters = BlockEncoder.deflaters();
    private final Pool<Inflater> inflaters = BlockDecoder.inflaters();
    private final Exchanges exchanges = new Exchanges();
    private final Files opener = new Files();
    private final ReadAhead ahead = new ReadAhead(opener);
    private final LongAdder entries = new LongAdder();
    private final LongAdder files = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /** @param peer names W in texts, such as {@code agent linux-1} */
    public RelayClient(String peer) {
        this(peer, Heartbeat.USUAL);
    }

    RelayClient(String peer, Heartbeat heartbeat) {
        this.link = new Link(peer, heartbeat, exchanges);
        link.onEnd(cause -> {
            deflaters.close();
            inflaters.close();
        });
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

    /**
     * Where the output goes that W expects under this name, if it does; whether, says the end of each push.
     *
     * @param folder whether it is a folder and not a file
     */
    public OutputTarget target(String name, boolean folder) {
        OutputTarget.Folder asFolder = () -> new RelayedFolder(push(name));
        OutputTarget.File asFile = () -> new RelayedFile(push(name));
        return folder ? asFolder : asFile;
    }

    private PushStream push(String name) throws IOException {
        try {
            return new PushStream(exchanges.beginPush(link, name), link, deflaters);
        } catch (InterruptedException e) {
            throw Threads.interrupted(e);
        }
    }

    public RelayCount transferred() {
        return new RelayCount(entries.sum(), files.sum(), bytes.sum(), link.bytesIn());
    }

    @Override
    public void close() {
        link.close();
    }

    /** The most bytes that ever waited to be sent. */
    int peak() {
        return link.peak();
    }

    WindowPool pool() {
        return exchanges.pool();
    }

    void walk(String name, ContextFilter filter, LocalSource.EntryConsumer consumer)
            throws IOException, InterruptedException {
        try (Exchange exchange = exchanges.begin(link, FrameType.WALK, WindowPool.FIRST, name)) {
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
        return opener.open(WindowPool.FIRST, name, path);
    }

    LocalSource.ExpectedFile expect(String name, FileStat file) {
        return ahead.expect(name, file);
    }

    /** Reads of files, for {@link ReadAhead}. */
    private final class Files implements ReadAhead.Opener {
        @Override
        public Optional<Exchange> tryBegin(int window, String name, String path) throws IOException {
            return exchanges.tryBegin(link, FrameType.READ, window, name, path);
        }

        @Override
        public Optional<InputStream> open(int window, String name, String path) throws IOException {
            try {
                return opened(exchanges.begin(link, FrameType.READ, window, name, path));
            } catch (InterruptedException e) {
                throw Threads.interrupted(e);
            }
        }

        @Override
        public Optional<InputStream> opened(Exchange exchange) throws IOException {
            boolean exists = false;
            try {
                files.increment();
                exists = exchange.inbox().exists();
                return exists
                        ? Optional.of(new RelayedContent(exchange, exchange.content(inflaters), bytes))
                        : Optional.empty();
            } catch (InterruptedException e) {
                throw Threads.interrupted(e);
            } finally {
                if (!exists) {
                    exchange.close();
                }
            }
        }
    }
}
