package io.jenkins.plugins.multiplatform.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A way to a server that takes its time, and counts what goes over it. */
final class SlowProxy implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final Duration oneWay;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong up = new AtomicLong();
    private final AtomicLong down = new AtomicLong();
    private final AtomicLong turns = new AtomicLong();
    private volatile boolean lastWasUp;

    /**
     * @param target port on this machine
     * @param oneWay added to each direction
     */
    SlowProxy(int target, Duration oneWay) throws IOException {
        this.target = target;
        this.oneWay = oneWay;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /**
     * What went over it since it began.
     *
     * @param up bytes of clients
     * @param down bytes of the server
     * @param turns how often the server spoke after a client had
     */
    record Traffic(long up, long down, long turns) {
        Traffic since(Traffic before) {
            return new Traffic(up - before.up, down - before.down, turns - before.turns);
        }
    }

    Traffic traffic() {
        return new Traffic(up.get(), down.get(), turns.get());
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                sockets.add(client);
                Socket backend = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(backend);
                carry(client, backend, up, true);
                carry(backend, client, down, false);
            }
        } catch (IOException e) {
            // Closed.
            return;
        }
    }

    private void carry(Socket from, Socket to, AtomicLong count, boolean isUp) {
        DelayQueue<Chunk> under = new DelayQueue<>();
        start(() -> read(from, under, count, isUp));
        start(() -> write(to, under));
    }

    private void read(Socket from, DelayQueue<Chunk> under, AtomicLong count, boolean isUp) {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = from.getInputStream()) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                count.addAndGet(length);
                synchronized (this) {
                    if (lastWasUp && !isUp) {
                        turns.incrementAndGet();
                    }
                    lastWasUp = isUp;
                }
                under.add(chunk(Arrays.copyOf(buffer, length)));
            }
        } catch (IOException e) {
            // The other direction tells its end.
        } finally {
            under.add(chunk(new byte[0]));
        }
    }

    private static void write(Socket to, DelayQueue<Chunk> under) {
        try (OutputStream out = to.getOutputStream()) {
            for (Chunk chunk = under.take(); chunk.bytes().length > 0; chunk = under.take()) {
                out.write(chunk.bytes());
            }
        } catch (IOException | InterruptedException e) {
            // The other end is gone.
            return;
        }
    }

    private Chunk chunk(byte[] bytes) {
        return new Chunk(bytes, System.nanoTime() + oneWay.toNanos());
    }

    private static final class Chunk implements Delayed {
        private final byte[] bytes;
        private final long due;

        Chunk(byte[] bytes, long due) {
            this.bytes = bytes;
            this.due = due;
        }

        byte[] bytes() {
            return bytes;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "slow proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
