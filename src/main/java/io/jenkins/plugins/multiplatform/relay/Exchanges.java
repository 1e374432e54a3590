package io.jenkins.plugins.multiplatform.relay;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** The requests of N that W has not finished, within what W takes at once and what N has memory for. */
final class Exchanges implements Link.Receiver {
    /** At once; no more than W lets wait, so that it never refuses one. */
    static final int MOST = 60;
    /** Of these, outputs: so many have their first window on W in any case, and leave half of W's threads to readers. */
    static final int MOST_PUSHES = 8;
    /** W sends no content for an output. */
    private static final int NO_CONTENT = 1;
    /** Of these, what is begun before somebody waits for it leaves so many. */
    private static final int KEPT_FOR_READERS = 20;

    private static final int ENOUGH_FOR_ALL = 1 << 29;

    private final WindowPool pool = WindowPool.ofLink();
    private final Semaphore slots = new Semaphore(MOST, true);
    private final Semaphore pushes = new Semaphore(MOST_PUSHES, true);
    private final Map<Integer, Exchange> open = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();

    WindowPool pool() {
        return pool;
    }

    /** Waits for room. */
    Exchange begin(Link link, FrameType type, int window, String... texts) throws IOException, InterruptedException {
        byte[] payload = payload(window, texts);
        slots.acquire();
        boolean acquired = false;
        try {
            pool.acquire(window);
            acquired = true;
        } finally {
            if (!acquired) {
                slots.release();
            }
        }
        link.throwIfEnded();
        return send(link, type, window, payload);
    }

    /** Waits for room. */
    Exchange beginPush(Link link, String name) throws IOException, InterruptedException {
        pushes.acquire();
        boolean begun = false;
        try {
            Exchange exchange = begin(link, FrameType.PUSH, NO_CONTENT, name);
            begun = true;
            return exchange;
        } finally {
            if (!begun) {
                pushes.release();
            }
        }
    }

    /** Does not wait; empty if there is no room to spare, or the link has ended. */
    Optional<Exchange> tryBegin(Link link, FrameType type, int window, String... texts) throws IOException {
        byte[] payload = payload(window, texts);
        if (link.end().isPresent() || slots.availablePermits() <= KEPT_FOR_READERS || !slots.tryAcquire()) {
            return Optional.empty();
        }
        if (!pool.trySpare(window)) {
            slots.release();
            return Optional.empty();
        }
        return Optional.of(send(link, type, window, payload));
    }

    private static byte[] payload(int window, String... texts) throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(payload);
        out.writeInt(window);
        for (String text : texts) {
            Texts.write(out, text);
        }
        return payload.toByteArray();
    }

    private Exchange send(Link link, FrameType type, int window, byte[] payload) throws ProtocolException {
        Exchange exchange = new Exchange(type, ids.incrementAndGet(), link, pool, window);
        open.put(exchange.id(), exchange);
        // The link may have ended since it was looked at, and then nobody else tells this one.
        link.end().ifPresent(exchange::lost);
        link.send(new Frame(type, exchange.id(), payload));
        return exchange;
    }

    @Override
    public void received(Frame frame) throws ProtocolException {
        Exchange exchange = open.get(frame.id());
        if (exchange == null) {
            throw new ProtocolException("sent " + frame.type() + " for the unknown request " + frame.id());
        }
        if (exchange.received(frame)) {
            open.remove(frame.id());
            slots.release();
            if (exchange.type() == FrameType.PUSH) {
                pushes.release();
            }
        }
    }

    @Override
    public void ended(RelayException cause) {
        open.values().forEach(exchange -> exchange.lost(cause));
        open.clear();
        slots.release(ENOUGH_FOR_ALL);
        pushes.release(ENOUGH_FOR_ALL);
        pool.end();
    }
}
