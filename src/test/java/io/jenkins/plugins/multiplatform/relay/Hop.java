package io.jenkins.plugins.multiplatform.relay;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;

/**
 * What remoting does to the bytes of one direction: they arrive in order, on one thread, cut and joined anywhere; the
 * writer waits while a window of bytes has not arrived, and is told later if the sink failed.
 */
final class Hop implements AutoCloseable {
    private static final int WINDOW = 1 << 20;

    private final OutputStream sink;
    private final Random random;
    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private final Thread thread;
    private int waiting;
    private boolean frozen;
    private boolean closed;
    private boolean ended;
    private IOException failure;

    Hop(String name, OutputStream sink, long seed) {
        this.sink = sink;
        this.random = new Random(seed);
        thread = new Thread(this::deliver, "hop " + name);
        thread.setDaemon(true);
        thread.start();
    }

    OutputStream stream() {
        return new Stream();
    }

    /** Nothing arrives any more, as from a machine that has stopped. */
    synchronized void freeze() {
        frozen = true;
    }

    private void deliver() {
        try {
            for (byte[] chunk = next(); chunk != null; chunk = next()) {
                sink.write(chunk, 0, chunk.length);
                arrived(chunk.length);
            }
        } catch (IOException e) {
            fail(e);
        } catch (InterruptedException e) {
            fail(new IOException("hop ended", e));
            return;
        }
        try {
            sink.close();
        } catch (IOException e) {
            fail(e);
        }
    }

    private synchronized void arrived(int count) {
        waiting -= count;
        notifyAll();
    }

    private synchronized void fail(IOException e) {
        failure = e;
        notifyAll();
    }

    private synchronized byte[] next() throws InterruptedException {
        while (frozen || chunks.isEmpty() && !closed) {
            wait();
        }
        byte[] chunk = chunks.poll();
        if (chunk == null) {
            return null;
        }
        switch (random.nextInt(4)) {
            case 0 -> {
                int cut = random.nextInt(chunk.length) + 1;
                if (cut < chunk.length) {
                    chunks.push(Arrays.copyOfRange(chunk, cut, chunk.length));
                    return Arrays.copyOf(chunk, cut);
                }
            }
            case 1 -> {
                byte[] second = chunks.poll();
                if (second != null) {
                    byte[] both = Arrays.copyOf(chunk, chunk.length + second.length);
                    System.arraycopy(second, 0, both, chunk.length, second.length);
                    return both;
                }
            }
            default -> {
                // as it was written
            }
        }
        return chunk;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private final class Stream extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            synchronized (Hop.this) {
                try {
                    while (waiting > 0 && waiting + length > WINDOW && failure == null) {
                        Hop.this.wait();
                    }
                } catch (InterruptedException e) {
                    throw new InterruptedIOException("interrupted while the window was full");
                }
                if (failure != null || ended) {
                    throw new IOException("the other side is gone", failure);
                }
                waiting += length;
                chunks.add(Arrays.copyOfRange(bytes, offset, offset + length));
                Hop.this.notifyAll();
            }
        }

        @Override
        public void flush() {
            throw new AssertionError("each flush is a message of its own");
        }

        @Override
        public void close() {
            synchronized (Hop.this) {
                ended = true;
                closed = true;
                Hop.this.notifyAll();
            }
        }
    }
}
