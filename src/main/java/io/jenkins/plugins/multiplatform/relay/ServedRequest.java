package io.jenkins.plugins.multiplatform.relay;

import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Optional;

/** One request of N while it is served. */
final class ServedRequest implements Runnable {
    /** In bytes; up to this size many filters may be in memory at once. */
    private static final int SMALL_FILTER = 32 << 10;
    /** After this a block of entries leaves even if it is not full: the daemon compares while we list. */
    private static final long FLUSH_NANOS = 50_000_000;

    private final Frame request;
    private final ContextServer server;
    private final Serving serving;
    private final CreditGate credit;
    private final Inbox inbox;
    private Thread worker;
    private boolean cancelled;

    ServedRequest(Frame request, ContextServer server, Serving serving, CreditGate credit) {
        this.request = request;
        this.server = server;
        this.serving = serving;
        this.credit = credit;
        WindowPool pool = request.type() == FrameType.PUSH ? serving.pushes() : WindowPool.fixed();
        this.inbox = new Inbox(request.id(), serving.link(), pool, WindowPool.FIRST);
    }

    int id() {
        return request.id();
    }

    void received(Frame frame) throws ProtocolException {
        switch (frame.type()) {
            case DATA -> inbox.add(frame);
            case END -> inbox.end();
            default -> credit.add(frame.number());
        }
    }

    /** Gives back the memory that was kept for what N sends. */
    void close() {
        inbox.discard();
        inbox.end();
    }

    /** Without waiting; the last frame is sent by who serves the request. */
    synchronized void cancel() {
        cancelled = true;
        credit.end();
        inbox.discard();
        if (worker != null) {
            worker.interrupt();
        }
    }

    @Override
    public void run() {
        Frame last;
        try {
            begin();
            last = serve();
        } catch (IOException | RuntimeException | InterruptedException e) {
            // Any: N waits for the end of each request.
            last = failed(e);
        }
        end();
        close();
        server.finish(this, last);
    }

    private Frame failed(Exception e) {
        if (isCancelled() || e instanceof InterruptedException) {
            return Frame.empty(FrameType.END, id());
        }
        if (e instanceof RefusedException refusal) {
            server.noteRefusal(refusal);
        }
        if (e instanceof ProtocolException violation) {
            server.broke(violation);
        }
        String text = e instanceof IOException && e.getMessage() != null ? e.getMessage() : e.toString();
        return Frame.error(id(), text);
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    private synchronized void begin() throws InterruptedException {
        if (cancelled) {
            throw new InterruptedException();
        }
        worker = Thread.currentThread();
    }

    /** No interrupt that was meant for this request reaches the worker's next one. */
    private synchronized void end() {
        worker = null;
        Thread.interrupted();
    }

    private Frame serve() throws IOException, InterruptedException {
        DataInputStream what = new DataInputStream(new ByteArrayInputStream(request.payload()));
        try {
            what.readInt();
            String name = Texts.read(what);
            return switch (request.type()) {
                case WALK -> walk(server.source(name), answer());
                case READ -> read(server.source(name), Texts.read(what), answer());
                default -> push(server.output(name));
            };
        } catch (EOFException e) {
            throw new ProtocolException("sent an incomplete request " + id());
        }
    }

    private BlockWriter answer() {
        return new BlockWriter(serving.link(), id(), credit, serving.deflaters());
    }

    private Frame push(OutputTarget target) throws IOException {
        try (ReceivedOutput output = ReceivedOutput.open(target, serving.entries())) {
            output.receive(new DataInputStream(new BlockReader(inbox, serving.link(), serving.inflaters())));
        }
        return Frame.empty(FrameType.END, id());
    }

    private Frame read(OfferedSource source, String path, BlockWriter out) throws IOException {
        Optional<InputStream> content = source.open(path);
        if (content.isEmpty()) {
            return Frame.empty(FrameType.GONE, id());
        }
        try (InputStream in = content.get()) {
            out.writeAll(in);
            out.flush();
        }
        return Frame.empty(FrameType.END, id());
    }

    private Frame walk(OfferedSource source, BlockWriter out) throws IOException, InterruptedException {
        InputStream in = new BlockReader(inbox, serving.link(), serving.inflaters());
        byte[] head = in.readNBytes(SMALL_FILTER);
        boolean large = head.length == SMALL_FILTER;
        if (large) {
            serving.largeFilters().acquire();
        }
        try {
            Entries entries = new Entries(out);
            source.walk(FilterCodec.read(new SequenceInputStream(new ByteArrayInputStream(head), in)), entries::send);
            out.flush();
        } finally {
            if (large) {
                serving.largeFilters().release();
            }
        }
        return Frame.empty(FrameType.END, id());
    }

    /** Writes entries into blocks. */
    private static final class Entries {
        private final BlockWriter out;
        private final DataOutputStream data;
        private long flushed = System.nanoTime();

        Entries(BlockWriter out) {
            this.out = out;
            this.data = new DataOutputStream(out);
        }

        void send(FileStat entry) throws IOException {
            EntryCodec.write(data, entry);
            if (System.nanoTime() - flushed > FLUSH_NANOS) {
                out.flush();
                flushed = System.nanoTime();
            }
        }
    }
}
