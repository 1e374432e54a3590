package io.jenkins.plugins.multiplatform.relay;

import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * W's end: offers the declared folders of one run to one N, takes the declared outputs from it, and nothing else. Whatever N does, it can have no more than
 * {@link #RUNNING} threads and a bounded amount of memory here.
 */
public final class ContextServer implements Closeable {
    /** Requests that are served at the same time. */
    static final int RUNNING = 16;
    /** Requests that wait for one of these to end; more are refused. */
    static final int WAITING = 64;

    private static final long IDLE_SECONDS = 10;

    private final String peer;
    private final Map<String, OfferedSource> sources = new TreeMap<>();
    private final Map<String, OutputTarget> outputs;
    private final Notices notices;
    private final Link link;
    private final Serving serving;
    private final Map<Integer, ServedRequest> requests = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor workers;

    /**
     * @param peer names N in texts, such as {@code agent linux-1}
     * @param sources all that N may read, by name
     * @param outputs all that N may write, by name; opened anew whenever N begins one
     * @param log hears what was refused, a few lines at most; may be slow
     */
    public ContextServer(
            String peer, Map<String, LocalSource> sources, Map<String, OutputTarget> outputs, Consumer<String> log) {
        this(peer, sources, outputs, log, Heartbeat.USUAL);
    }

    ContextServer(
            String peer,
            Map<String, LocalSource> sources,
            Map<String, OutputTarget> outputs,
            Consumer<String> log,
            Heartbeat heartbeat) {
        this.peer = peer;
        this.outputs = Map.copyOf(outputs);
        this.notices = new Notices(log);
        this.link = new Link(peer, heartbeat, new Requests());
        this.serving = new Serving(
                link,
                BlockEncoder.deflaters(),
                BlockDecoder.inflaters(),
                new Semaphore(1),
                WindowPool.ofLink(),
                new EntryLimit());
        sources.forEach((name, source) -> this.sources.put(name, new OfferedSource(source)));
        AtomicInteger number = new AtomicInteger();
        this.workers = new ThreadPoolExecutor(
                RUNNING,
                RUNNING,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                worker -> Threads.daemon(link.name("worker " + number.incrementAndGet()), worker));
        workers.allowCoreThreadTimeOut(true);
        link.onEnd(cause -> notices.write());
    }

    /** What N's bytes are written into. Never blocks; throws once the link has ended. */
    public OutputStream sink() {
        return link.sink();
    }

    /** @param toPeer where bytes for N go; closed at the end */
    public void start(OutputStream toPeer) {
        link.start(toPeer);
    }

    /** Hears once why the link has ended, on a thread that may wait. */
    public void onClosed(Consumer<IOException> listener) {
        link.onEnd(listener);
    }

    @Override
    public void close() {
        link.close();
    }

    /** The most bytes that ever waited to be sent. */
    int peak() {
        return link.peak();
    }

    OfferedSource source(String name) throws RefusedException {
        OfferedSource source = sources.get(name);
        if (source == null) {
            // Worded as by BuildKit's own client.
            throw new RefusedException("no access allowed to dir " + Texts.quote(name));
        }
        return source;
    }

    OutputTarget output(String name) throws RefusedException {
        OutputTarget output = outputs.get(name);
        if (output == null) {
            throw new RefusedException("no access allowed to output " + Texts.quote(name));
        }
        return output;
    }

    /** Memory on W for outputs on their way. */
    WindowPool pushes() {
        return serving.pushes();
    }

    /** Sends the last frame of a request. */
    void finish(ServedRequest request, Frame last) {
        requests.remove(request.id());
        link.send(last);
        notices.write();
    }

    void noteRefusal(RefusedException refusal) {
        notices.add("refused a request of " + peer + ": " + refusal.getMessage());
    }

    void broke(ProtocolException violation) {
        link.broke(violation);
    }

    /** Hears of N's frames. */
    private final class Requests implements Link.Receiver {
        @Override
        public void received(Frame frame) throws ProtocolException {
            Optional<ServedRequest> request = Optional.ofNullable(requests.get(frame.id()));
            switch (frame.type()) {
                case WALK, READ, PUSH -> begin(frame, request.isPresent());
                case SSH -> refuse(frame.id(), "this version of the plugin can't do " + frame.type());
                // What the following mean may just have ended here.
                case CANCEL -> request.ifPresent(this::cancel);
                case DATA, END, CREDIT -> {
                    if (request.isPresent()) {
                        request.get().received(frame);
                    }
                }
                default -> throw new ProtocolException("sent " + frame.type() + ", which is not for it to send");
            }
        }

        private void begin(Frame frame, boolean known) throws ProtocolException {
            if (known || frame.payload().length < Integer.BYTES) {
                throw new ProtocolException("sent an invalid request " + frame.id());
            }
            CreditGate credit = new CreditGate(ByteBuffer.wrap(frame.payload()).getInt());
            if (frame.type() == FrameType.PUSH && !serving.pushes().tryAcquire(WindowPool.FIRST)) {
                refuse(frame.id(), "more outputs at once than there is memory for");
                return;
            }
            ServedRequest request = new ServedRequest(frame, ContextServer.this, serving, credit);
            requests.put(frame.id(), request);
            try {
                workers.execute(request);
            } catch (RejectedExecutionException e) {
                requests.remove(frame.id());
                request.close();
                refuse(frame.id(), "more than " + (RUNNING + WAITING) + " requests at once");
            }
        }

        private void refuse(int id, String why) {
            noteRefusal(new RefusedException(why));
            link.send(Frame.error(id, "Refused by the agent that has the build context: " + why));
        }

        private void cancel(ServedRequest request) {
            request.cancel();
            if (workers.remove(request)) {
                requests.remove(request.id());
                request.close();
                link.send(Frame.empty(FrameType.END, request.id()));
            }
        }

        @Override
        public void ended(RelayException cause) {
            if (cause.getCause() instanceof ProtocolException) {
                notices.add(cause.getMessage());
            }
            workers.shutdownNow();
            requests.values().forEach(ServedRequest::cancel);
            serving.close();
        }
    }
}
