package io.jenkins.plugins.multiplatform.buildkit.progress;

import com.google.protobuf.Timestamp;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.StatusResponse;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.Vertex;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.VertexLog;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.VertexStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Turns the daemon's status messages, which repeat whole vertices, into events that each happen once. */
public final class StatusReader {
    private final ProgressListener listener;
    private final Map<String, Instant> started = new HashMap<>();
    private final Set<String> completed = new HashSet<>();
    private final Set<String> transfers = new HashSet<>();
    private final Map<String, ChunkDecoder> decoders = new HashMap<>();

    public StatusReader(ProgressListener listener) {
        this.listener = listener;
    }

    public void read(StatusResponse response) {
        response.getVertexesList().forEach(this::readStart);
        response.getStatusesList().forEach(this::readStatus);
        response.getLogsList().forEach(this::readLog);
        response.getWarningsList()
                .forEach(warning -> listener.on(new ProgressEvent.Warning(
                        warning.getVertex(), warning.getShort().toStringUtf8(), warning.getUrl())));
        // After what belongs to them, which comes in the same message.
        response.getVertexesList().forEach(this::readEnd);
    }

    private void readStart(Vertex vertex) {
        String digest = vertex.getDigest();
        if (vertex.hasStarted()) {
            Instant at = instant(vertex.getStarted());
            if (!at.equals(started.put(digest, at))) {
                completed.remove(digest);
                listener.on(new ProgressEvent.Started(digest, vertex.getName(), at));
            }
        }
    }

    private void readEnd(Vertex vertex) {
        String digest = vertex.getDigest();
        if (vertex.hasCompleted() && completed.add(digest)) {
            Instant end = instant(vertex.getCompleted());
            double seconds = seconds(started.getOrDefault(digest, end), end);
            listener.on(new ProgressEvent.Completed(
                    digest, vertex.getName(), vertex.getCached(), vertex.getError(), seconds));
        }
    }

    private void readStatus(VertexStatus status) {
        boolean done = status.hasCompleted();
        // A layer's bytes are reported many times a second: only the first and the last say something in a log.
        String key = status.getVertex() + '/' + status.getID() + '/' + done;
        if (transfers.add(key)) {
            Instant begin = instant(status.getStarted());
            Instant end = instant(done ? status.getCompleted() : status.getTimestamp());
            listener.on(new ProgressEvent.Transfer(
                    status.getVertex(),
                    // Not its name: that is "transferring" for all folders alike, and users know the other.
                    status.getID(),
                    status.getCurrent(),
                    status.getTotal(),
                    done,
                    status.hasStarted() ? seconds(begin, end) : 0));
        }
    }

    private void readLog(VertexLog log) {
        int stream = (int) log.getStream();
        String text = decoders.computeIfAbsent(log.getVertex() + '/' + stream, key -> new ChunkDecoder())
                .decode(log.getMsg());
        if (!text.isEmpty()) {
            listener.on(new ProgressEvent.Output(log.getVertex(), stream, text, instant(log.getTimestamp())));
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toNanos() / 1e9);
    }

    private static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }
}
