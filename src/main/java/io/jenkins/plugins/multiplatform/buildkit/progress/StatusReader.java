package io.jenkins.plugins.multiplatform.buildkit.progress;

import com.google.protobuf.Timestamp;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.StatusResponse;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.Vertex;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.VertexLog;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.VertexStatus;
import io.jenkins.plugins.multiplatform.platform.ShownAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns the daemon's status messages, which repeat whole vertices, into events that each happen once. A step that ends
 * often starts again with the next message; its end is told when that has come and says nothing of the kind.
 */
public final class StatusReader {
    private static final Duration MOVEMENT = Duration.ofMinutes(1);

    private static final String INTERNAL = "[internal] ";
    private final ProgressListener listener;
    private final Map<String, RunningTime> times = new HashMap<>();
    private final Map<String, ProgressEvent.Completed> ended = new LinkedHashMap<>();
    private final Set<String> completed = new HashSet<>();
    private final Map<String, VertexStatus> transfers = new HashMap<>();
    private final Map<String, ChunkDecoder> decoders = new HashMap<>();

    public StatusReader(ProgressListener listener) {
        this.listener = listener;
    }

    public void read(StatusResponse response) {
        tellEnds(response);
        response.getVertexesList().forEach(this::readStart);
        response.getStatusesList().forEach(this::readStatus);
        response.getLogsList().forEach(this::readLog);
        response.getWarningsList()
                .forEach(warning -> listener.on(new ProgressEvent.Warning(
                        warning.getVertex(), warning.getShort().toStringUtf8(), warning.getUrl())));
        // After what belongs to them, which comes in the same message; of several states in it the last one counts.
        Map<String, Vertex> last = new LinkedHashMap<>();
        response.getVertexesList().forEach(vertex -> last.put(vertex.getDigest(), vertex));
        last.values().forEach(this::readEnd);
    }

    /** Tells what is still to be told; no message comes any more. */
    public void end() {
        ended.values().forEach(listener::on);
        ended.clear();
    }

    private void tellEnds(StatusResponse next) {
        Set<String> again = new HashSet<>();
        next.getVertexesList().forEach(vertex -> again.add(vertex.getDigest()));
        for (String digest : List.copyOf(ended.keySet())) {
            if (!again.contains(digest)) {
                listener.on(ended.remove(digest));
            }
        }
    }

    private void readStart(Vertex vertex) {
        if (vertex.hasStarted()) {
            String digest = vertex.getDigest();
            Instant at = instant(vertex.getStarted());
            RunningTime time = times.computeIfAbsent(digest, key -> new RunningTime());
            if (time.start(at)) {
                completed.remove(digest);
                ended.remove(digest);
                listener.on(new ProgressEvent.Started(digest, name(vertex), at));
            }
            if (vertex.hasCompleted()) {
                time.stop(at, instant(vertex.getCompleted()));
            }
        }
    }

    /** The daemon names the addresses that it fetches as they were given to it, the lines of Dockerfiles as written. */
    private static String name(Vertex vertex) {
        String name = vertex.getName();
        return name.startsWith(INTERNAL) ? ShownAddress.in(name) : name;
    }

    private void readEnd(Vertex vertex) {
        String digest = vertex.getDigest();
        if (vertex.hasCompleted() && completed.add(digest)) {
            double seconds =
                    times.computeIfAbsent(digest, key -> new RunningTime()).seconds();
            ended.put(
                    digest,
                    new ProgressEvent.Completed(
                            digest,
                            name(vertex),
                            vertex.getCached(),
                            vertex.getError(),
                            seconds,
                            instant(vertex.getCompleted())));
        }
    }

    private void readStatus(VertexStatus status) {
        boolean done = status.hasCompleted();
        // A layer's bytes are reported many times a second: only the first and the last say something in a log, and one
        // each minute that the transfer goes on.
        String key = status.getVertex() + '/' + status.getID() + '/' + done;
        VertexStatus before = transfers.get(key);
        if (before == null || !done && movedOn(before, status)) {
            transfers.put(key, status);
            Instant begin = instant(status.getStarted());
            Instant end = instant(done ? status.getCompleted() : status.getTimestamp());
            listener.on(new ProgressEvent.Transfer(
                    status.getVertex(),
                    // Not its name: that is "transferring" for all folders alike, and users know the other.
                    status.getID(),
                    status.getCurrent(),
                    status.getTotal(),
                    done,
                    status.hasStarted() ? seconds(begin, end) : 0,
                    end));
        }
    }

    private static boolean movedOn(VertexStatus before, VertexStatus now) {
        Instant next = instant(before.getTimestamp()).plus(MOVEMENT);
        return now.getCurrent() > before.getCurrent()
                && !instant(now.getTimestamp()).isBefore(next);
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
