package io.jenkins.plugins.multiplatform.buildkit.session;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.stub.StreamObserver;
import io.jenkins.plugins.multiplatform.buildkit.wire.fsutil.Packet;
import io.jenkins.plugins.multiplatform.buildkit.wire.fsutil.Stat;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One transfer of a folder: describes every entry, and meanwhile sends the content of those that the daemon lacks.
 *
 * @see <a href="https://github.com/tonistiigi/fsutil/blob/master/send.go">Go's sender</a>
 */
final class FileSender implements StreamObserver<Packet> {
    private static final int READERS = 4;
    /** Go sends 32 KiB; fewer and larger packets cost both ends less. The daemon takes up to 1 MiB. */
    private static final int CHUNK = 256 << 10;

    private final LocalSource source;
    private final ContextFilter filter;
    private final PacketStream stream;
    private final TransferCounter counter;
    private final SessionLimits.OpenCall call;
    private final ExecutorService executor;
    private final Map<Integer, FileStat> files = new ConcurrentHashMap<>();
    private final Queue<Requested> requested = new ConcurrentLinkedQueue<>();
    private final AtomicInteger readers = new AtomicInteger();
    private int nextId;
    private boolean refused;

    FileSender(
            LocalSource source,
            ContextFilter filter,
            PacketStream stream,
            TransferCounter counter,
            SessionLimits.OpenCall call,
            ExecutorService executor) {
        this.call = call;
        this.source = source;
        this.filter = filter;
        this.stream = stream;
        this.counter = counter;
        this.executor = executor;
    }

    void start() {
        run(this::sendEntries);
    }

    @Override
    public void onNext(Packet packet) {
        switch (packet.getType()) {
            case PACKET_REQ -> request(packet.getID());
            case PACKET_FIN -> stream.finish();
            default -> end();
        }
    }

    @Override
    public void onError(Throwable t) {
        end();
    }

    @Override
    public void onCompleted() {
        end();
    }

    /** Requests come on the thread that calls this, so that none comes later. */
    private void end() {
        stream.end();
        for (Requested next = requested.poll(); next != null; next = requested.poll()) {
            next.file().close();
        }
    }

    private void sendEntries() throws IOException, InterruptedException {
        source.walk(filter, this::sendEntry);
        stream.send(Packet.newBuilder().setType(Packet.PacketType.PACKET_STAT).build());
    }

    private void sendEntry(FileStat entry) throws IOException, InterruptedException {
        int id = nextId++;
        if (entry.isRegular()) {
            call.addEntry();
            files.put(id, entry);
        }
        counter.entry();
        stream.send(Packet.newBuilder()
                .setType(Packet.PacketType.PACKET_STAT)
                .setStat(Stat.newBuilder()
                        .setPath(entry.path())
                        .setMode(entry.mode())
                        .setSize(entry.size())
                        .setModTime(entry.modTimeNanos())
                        .setLinkname(entry.linkname())
                        .setDevmajor(entry.devMajor())
                        .setDevminor(entry.devMinor()))
                .build());
    }

    private void request(int id) {
        // Each once, as for Go's sender: what is asked for waits in a queue.
        FileStat file = files.remove(id);
        if (file == null) {
            if (!refused) {
                refused = true;
                run(() -> {
                    throw new IOException("invalid file id " + id);
                });
            }
            return;
        }
        requested.add(new Requested(id, file.size(), source.expect(file)));
        if (readers.getAndUpdate(n -> Math.min(READERS, n + 1)) < READERS) {
            run(this::sendRequested);
        }
    }

    private void sendRequested() throws IOException, InterruptedException {
        try {
            sendAllRequested();
        } finally {
            readers.decrementAndGet();
        }
        // A request that came between the last look and the count above found all readers busy.
        if (!requested.isEmpty() && readers.getAndUpdate(n -> Math.min(READERS, n + 1)) < READERS) {
            sendRequested();
        }
    }

    private void sendAllRequested() throws IOException, InterruptedException {
        for (Requested next = requested.poll(); next != null; next = requested.poll()) {
            sendContent(next);
        }
    }

    private void sendContent(Requested next) throws IOException, InterruptedException {
        counter.file();
        // Deleted since it was described: the daemon takes an empty file, as it does from Go's sender.
        Optional<InputStream> content = next.file().open();
        if (content.isPresent()) {
            try (InputStream in = content.get()) {
                sendChunks(next, in);
            }
        }
        sendData(next.id(), ByteString.EMPTY);
    }

    /** Reads into the array that is sent: the stream's own way to make one joins pieces of 8 KiB. */
    private void sendChunks(Requested next, InputStream in) throws IOException, InterruptedException {
        long sent = 0;
        boolean more = true;
        while (more) {
            // One more than was described: a file that has not grown ends within it.
            long left = next.size() - sent + 1;
            byte[] chunk = new byte[left > 0 ? (int) Math.min(CHUNK, left) : CHUNK];
            int count = in.readNBytes(chunk, 0, chunk.length);
            if (count > 0) {
                counter.bytes(count);
                sendData(next.id(), UnsafeByteOperations.unsafeWrap(chunk, 0, count));
            }
            sent += count;
            more = count == chunk.length;
        }
    }

    private void sendData(int id, ByteString data) throws IOException, InterruptedException {
        stream.send(Packet.newBuilder()
                .setType(Packet.PacketType.PACKET_DATA)
                .setID(id)
                .setData(data)
                .build());
    }

    private void run(Transfer transfer) {
        call.retain();
        try {
            executor.execute(() -> {
                try {
                    transfer.run();
                } catch (IOException | RuntimeException e) {
                    // Any: a daemon that hears nothing waits for the rest of the transfer for ever.
                    fail(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    stream.end();
                } finally {
                    call.release();
                }
            });
        } catch (RejectedExecutionException e) {
            call.release();
            end();
        }
    }

    private void fail(Exception failure) {
        try {
            stream.send(Packet.newBuilder()
                    .setType(Packet.PacketType.PACKET_ERR)
                    .setData(ByteString.copyFromUtf8(String.valueOf(failure.getMessage())))
                    .build());
        } catch (IOException e) {
            // The daemon ended the transfer itself and knows why.
            stream.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stream.end();
        }
    }

    /**
     * A file that the daemon has asked for.
     *
     * @param id the number of its entry
     * @param size as it was described; it may have changed
     */
    private record Requested(int id, long size, LocalSource.ExpectedFile file) {}

    @FunctionalInterface
    private interface Transfer {
        void run() throws IOException, InterruptedException;
    }
}
